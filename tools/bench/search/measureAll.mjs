import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Measures all jobs, one at a time on each core, in processes that run a file. What was measured comes in the order of the jobs. */
export async function measureAll(jobs, onMeasured, file = join(import.meta.dirname, 'worker.mjs')) {
  const measured = [];
  const queue = jobs.entries();
  await Promise.all(
    Array.from({ length: Math.min(jobs.length, availableParallelism()) }, () =>
      work(file, queue, (index, result) => {
        measured[index] = { ...jobs[index], ...result };
        onMeasured(measured[index]);
      }),
    ),
  );
  return measured;
}

function work(file, queue, onResult) {
  const worker = fork(file);
  return new Promise((resolve, reject) => {
    let current;
    const next = () => {
      const { value, done } = queue.next();
      if (done) return worker.disconnect();
      current = value;
      worker.send(current[1]);
    };
    worker.on('message', (result) => {
      onResult(current[0], result);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A worker ended with ${code}.`))));
    next();
  });
}
