import threads, { type WorkerOptions } from 'node:worker_threads';

const alive = new Set<threads.Worker>();

/** A thread takes over the environment of its process, past `process.env`; it is to be that of the virtual process. */
export function giveThreadsTheirEnvironment(): void {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, { ...options, env: options.env ?? { ...process.env } });
      alive.add(this);
      this.once('exit', () => alive.delete(this));
    }
  };
}

/** Threads end with their process. */
export async function endThreads(): Promise<void> {
  await Promise.all([...alive].map((thread) => thread.terminate()));
}
