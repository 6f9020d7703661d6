import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** GNU time, which knows what all processes of a command have used. Without it, only the time that passes is known. */
const time = '/usr/bin/time';

/**
 * Runs a whole Node process, with caches of Nx in `caches`, and returns the seconds that pass, the CPU seconds of all its processes, and the
 * most memory of one of them in megabytes.
 */
export function measureCommand(root, caches, [program, ...args], changes = {}) {
  const env = {
    ...process.env,
    NX_CACHE_DIRECTORY: join(caches, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(caches, 'data'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
    ...changes,
  };
  const measured = existsSync(time) ? [time, '-f', '%U %S %M'] : [];
  const [command, ...words] = [...measured, process.execPath, join(root, 'node_modules', program), ...args];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, env, encoding: 'utf8', maxBuffer: 1e9 });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  if (measured.length === 0) return { seconds };
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, cpuSeconds: user + system, megabytes: kilobytes / 1024 };
}

export const nxProgram = 'nx/dist/bin/nx.js';

/** Returns the quickest of some measurements of the same, with the least of everything else. */
export function least(measurements) {
  const keys = Object.keys(measurements[0]);
  return Object.fromEntries(keys.map((key) => [key, Math.min(...measurements.map((one) => one[key]))]));
}
