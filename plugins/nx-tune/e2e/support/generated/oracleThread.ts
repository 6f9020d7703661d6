import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import type * as nodeHook from '../../../../../packages/runner/src/witness/nodeHook.js';
import type * as seenModule from '../../../../../packages/runner/src/witness/seen.js';
import type { ThreadAnswer, ThreadTask } from './oracle.js';
import { prelude } from './render.js';

interface Loader {
  loadObjective(projectDir: string, path: string): Promise<() => Promise<unknown>>;
}

/** Loads objectives as the pool does, and answers with the tokens of each, and what it was seen to read; no tokens for one that throws. */
async function run({ runner, modules }: ThreadTask): Promise<void> {
  const witness = (require(join(runner, 'witness/nodeHook.js')) as typeof nodeHook).watchThread();
  const { nothingSeen } = require(join(runner, 'witness/seen.js')) as typeof seenModule;
  const { loadObjective } = require(join(runner, 'evaluate/module/loadObjective.js')) as Loader;
  const found: ThreadAnswer[] = [];
  for (const { projectDir, path, log } of modules) {
    // oxlint-disable-next-line no-eval -- The same text is part of generated scripts.
    const tokens = (0, eval)(`${prelude} globalThis.seen`) as Set<string>;
    witness.begin(log);
    const value = await loadObjective(projectDir, path)
      .then((objective) => objective())
      .then(
        () => [...tokens],
        () => undefined,
      );
    found.push({ value, seen: witness.drain() ?? nothingSeen });
  }
  parentPort?.postMessage(found);
}

void run(workerData as ThreadTask);
