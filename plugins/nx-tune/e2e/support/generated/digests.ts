import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The pipes that lead to the thread and back, and the program that it replaces. */
export interface DigestPipes {
  readonly programs: string;
  readonly answers: string;
  readonly node: string;
}

/** `folder` has the programs of the generated test. */
export const digestPipes = (folder: string): DigestPipes => ({
  programs: join(folder, 'digest.programs'),
  answers: join(folder, 'digest.answers'),
  node: join(folder, 'real/node'),
});

/** What the thread is told to end. */
export const endOfDigests = 'end';

/**
 * Starts a thread that digests files outside of the workspace. It runs what Nx would give to `node -p`, and a process takes
 * twenty times as long to start as to digest. Nx asks for one digest at a time, and blocks the main thread until it has the
 * answer. Returns a function that ends the thread: a process does not end while one of its threads waits for a pipe.
 */
export function startDigests(pipes: DigestPipes): () => void {
  execFileSync('mkfifo', [pipes.programs, pipes.answers]);
  const thread = new Worker(require.resolve('./digestThread'), { workerData: pipes });
  thread.unref();
  return () => writeFileSync(pipes.programs, endOfDigests);
}
