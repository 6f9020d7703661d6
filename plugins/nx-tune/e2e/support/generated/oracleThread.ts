import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import type { ThreadTask, Value } from './oracle.js';
import { prelude } from './render.js';

interface Loader {
  loadObjective(projectDir: string, path: string): Promise<() => Promise<unknown>>;
}

/** Loads objectives as the pool does, and answers with the tokens of each; undefined for one that throws. */
async function run({ workspace, modules }: ThreadTask): Promise<void> {
  const require = createRequire(join(workspace, 'package.json'));
  const runner = dirname(require.resolve('@nx-tune/runner/package.json'));
  const { loadObjective } = require(join(runner, 'dist/evaluate/module/loadObjective.js')) as Loader;
  const found: Value[] = [];
  for (const { projectDir, path } of modules) {
    // oxlint-disable-next-line no-eval -- The same text is part of generated scripts.
    const seen = (0, eval)(`${prelude} globalThis.seen`) as Set<string>;
    found.push(
      await loadObjective(projectDir, path)
        .then((objective) => objective())
        .then(
          () => [...seen],
          () => undefined,
        ),
    );
  }
  parentPort?.postMessage(found);
}

void run(workerData as ThreadTask);
