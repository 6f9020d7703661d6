import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { Mistake } from '../../mistake.js';

const execute = promisify(execFile);

/** Submits a script of the workspace and returns the job's id. Throws a `Mistake` with Slurm's message. */
export async function submit(workspaceRoot: string, script: string, options: readonly string[]): Promise<string> {
  const { stdout } = await sbatch(workspaceRoot, ['--parsable', ...options, script]);
  // `id` or `id;cluster`.
  return stdout.trim().split(';')[0] ?? '';
}

async function sbatch(cwd: string, args: readonly string[]): Promise<{ readonly stdout: string }> {
  try {
    return await execute('sbatch', [...args], { cwd });
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    throw new Mistake(
      // The type says text, but of a command that failed it is a number.
      code === 'ENOENT'
        ? 'sbatch is not installed here: submit from a machine that has Slurm.'
        : `Slurm did not accept the job: ${stderr.trim()}`,
    );
  }
}

/** True if one of the jobs is pending or running. A job that Slurm has forgotten is neither. */
export async function isQueued(jobs: readonly string[]): Promise<boolean> {
  try {
    const { stdout } = await execute('squeue', ['--noheader', `--jobs=${jobs.join(',')}`, '--format=%i']);
    return stdout.trim() !== '';
  } catch (error) {
    if (String((error as { stderr?: string }).stderr).includes('Invalid job id')) return false;
    throw error;
  }
}
