import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cleanEnvironment } from './cleanEnvironment';
import { compileFolder } from './compileFolder';
import type { Report } from './generated/runEdits.js';
import { mustRun } from './run';
import { compileServer } from './warm/compileServer';
import { writeNodeStub } from './warm/digests';

const modules = join(__dirname, '../../../../node_modules');

/**
 * Edits random workspaces in a process of their own, with Nx and the plugin of this repository. The same seed gives the
 * same edits.
 */
export async function runGenerated(seed: string, edits: number): Promise<Report> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'nx-tune-generated-'));
  try {
    const root = join(folder, 'acme');
    mkdirSync(root);
    await mustRun('git', ['init', '-q', '-b', 'main'], { cwd: root });
    linkModules(join(folder, 'node_modules'));
    const programs = join(folder, 'programs');
    for (const name of ['node', 'python3']) linkPrograms(programs, name);
    const script = compile(join(folder, 'compiled'));
    const env = { ...cleanEnvironment(), ...nxEnvironment(folder), ...paths(programs) };
    await mustRun(process.execPath, [script, folder, seed, String(edits)], { cwd: root, env });
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Beside the workspace, where Node finds them too, since Nx looks through the workspace for ignored inputs. */
function linkModules(folder: string): void {
  mkdirSync(join(folder, '@nx'), { recursive: true });
  for (const name of ['nx', '@nx/devkit', 'nx-tune', '@nx-tune'])
    symlinkSync(realpathSync(join(modules, name)), join(folder, name));
}

/**
 * While Nx hashes, it asks for the versions of Node and Python, for each task again: a stub answers at once. A thread digests
 * the files outside of the workspace. Anything else and commands need the real programs, without what may come between,
 * such as pyenv.
 */
function linkPrograms(programs: string, name: string): void {
  const ask = { node: ['-p', 'process.execPath'], python3: ['-c', 'import sys; print(sys.executable)'] }[name] ?? [];
  const real = execFileSync(name, ask, { encoding: 'utf8' }).trim();
  for (const kind of ['stubs', 'real']) mkdirSync(join(programs, kind), { recursive: true });
  const stubs = join(programs, 'stubs');
  if (name === 'node') writeNodeStub(stubs, real, ['echo "$@"; exit']);
  else writeFileSync(join(stubs, name), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  symlinkSync(real, join(programs, 'real', name));
}

const paths = (programs: string): Record<string, string> => ({
  PATH: `${join(programs, 'stubs')}:${process.env['PATH']}`,
  GENERATED_PATH: `${join(programs, 'real')}:${process.env['PATH']}`,
});

/** Returns the script to start. */
function compile(folder: string): string {
  compileServer(join(dirname(folder), 'warm'));
  compileFolder(dirname(require.resolve('./generated/main')), folder);
  return join(folder, 'main.js');
}

const nxEnvironment = (folder: string): Record<string, string> => ({
  NX_WORKSPACE_ROOT_PATH: join(folder, 'acme'),
  NX_CACHE_DIRECTORY: join(folder, 'nx/cache'),
  NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'nx/data'),
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_NO_CLOUD: 'true',
  // Threads cost more than they gain where so little is hashed.
  RAYON_NUM_THREADS: '1',
});
