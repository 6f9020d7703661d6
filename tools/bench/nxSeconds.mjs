import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Seconds that a whole `nx` process takes, with caches in `caches`. */
export function nxSeconds(root, caches, args) {
  const env = {
    ...process.env,
    NX_CACHE_DIRECTORY: join(caches, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(caches, 'data'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
  };
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args],
    { cwd: root, env, encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (status !== 0) throw new Error(`nx ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}
