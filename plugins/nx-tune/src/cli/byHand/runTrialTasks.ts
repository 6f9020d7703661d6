import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

/** The exit code of a run of Nx, and what it printed. */
export interface NxRun {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs trials as Nx tasks in a process of its own. Nx reads the workspace again for it: its daemon does not hear of files under `.tune`.
 * `onOutput` gets what Nx prints as it comes.
 */
export function runTrialTasks(
  workspaceRoot: string,
  projects: readonly string[],
  onOutput: (text: string) => void,
): Promise<NxRun> {
  const nx = join(dirname(require.resolve('nx/package.json')), 'dist/bin/nx.js');
  const args = ['run-many', '-t', 'trial', `--projects=${projects.join(',')}`];
  const child = spawn(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts: string[] = [];
  const take = (text: string): void => {
    texts.push(text);
    onOutput(text);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: texts.join('') }));
  });
}
