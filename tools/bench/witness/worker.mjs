import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** A thread of a pool without the pool. One that is not watched gets the same code with a hook that does nothing. */
const { dist, isWatched } = workerData;
const require = createRequire(import.meta.url);
const hook = require.resolve(join(dist, 'witness/nodeHook.js'));
if (!isWatched)
  require.cache[hook] = { exports: { watchThread: () => ({ begin: () => undefined, drain: () => undefined }) } };

const start = performance.now();
const { default: evaluateInThread } = require(join(dist, 'evaluate/thread/threadEntry.js'));
parentPort.postMessage(performance.now() - start);

parentPort.on('message', ({ tasks }) => void evaluateAll(tasks).then((ms) => parentPort.postMessage(ms)));

async function evaluateAll(tasks) {
  const began = performance.now();
  // What a pool does with an answer: it is sent to the main thread.
  for (const task of tasks) structuredClone(await evaluateInThread({ task, closing: 'closing' }));
  return performance.now() - began;
}
