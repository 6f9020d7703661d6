import type * as Evaluators from '../../src/evaluate/evaluators.js';
import { compiled } from '../support/compiled.js';
import { createTask } from '../support/createTask.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { createEvaluators } = compiled('evaluate/evaluators.js') as typeof Evaluators;
const projectDir = temporaryFolder();
const path = 'thread.cjs';
const text = `module.exports = () => require('node:worker_threads').threadId;`;

test('trials with other inputs have threads of their own, and only a few of those that are idle are kept', async () => {
  const evaluators = createEvaluators(1);
  const threadFor = async (inputs: string): Promise<unknown> => {
    const task = createTask(projectDir, { objective: { kind: 'module', path }, files: { [path]: text } }, { inputs });
    return (await evaluators.evaluate(task)).value;
  };
  try {
    const first = await threadFor('a');
    expect(await threadFor('a')).toBe(first);
    const others = [await threadFor('b'), await threadFor('c'), await threadFor('d'), await threadFor('e')];
    expect(new Set([first, ...others]).size).toBe(5);
    expect(await threadFor('e')).toBe(others[3]);
    expect(await threadFor('b')).toBe(others[0]);
    expect([first, ...others]).not.toContain(await threadFor('a'));
  } finally {
    await evaluators.close();
  }
});

test('no more threads start than there are trials that they serve', async () => {
  const source = { objective: { kind: 'module', path }, files: { [path]: text } } as const;
  const tasks = ['a', 'b'].map((inputs) => createTask(projectDir, source, { inputs }));
  const evaluators = createEvaluators(3, tasks);
  try {
    const ids: unknown[] = [];
    for (const task of tasks) ids.push((await evaluators.evaluate(task)).value);
    // Threads are numbered as they start.
    expect(Number(ids[1]) - Number(ids[0])).toBe(1);
  } finally {
    await evaluators.close();
  }
});

/** Computes for about 50 ms by the clock of its own thread's processor time, as far as that is known. */
const busy = `module.exports = () => { const end = performance.now() + 60; while (performance.now() < end); return 1; };`;
/** Waits as long, and computes nothing. */
const idle = `module.exports = () => new Promise((resolve) => setTimeout(resolve, 60, 1));`;

test('two trials that run side by side in threads each have their own processor time or none', async () => {
  const evaluators = createEvaluators(2);
  const evaluate = (name: string, source: string, changes = {}) =>
    evaluators.evaluate(
      createTask(projectDir, { objective: { kind: 'module', path: name }, files: { [name]: source } }, changes),
    );
  try {
    const [busyTrial, idleTrial] = await Promise.all([evaluate('busy.cjs', busy), evaluate('idle.cjs', idle)]);
    expect(busyTrial.peakMemoryBytes).toBeUndefined();
    if (process.platform !== 'linux') return;
    expect(busyTrial.cpuMs).toBeGreaterThan(Number(idleTrial.cpuMs));
    const ofProcess = await evaluate('busy.cjs', busy, { isolation: 'process' });
    expect(ofProcess.cpuMs).toBeGreaterThan(10);
    expect(ofProcess.peakMemoryBytes).toBeGreaterThan(1e6);
  } finally {
    await evaluators.close();
  }
});
