import { join } from 'node:path';

import type { Evaluation } from '../../../src/model/evaluation.js';
import type * as Pool from '../../../src/evaluate/thread/pool.js';
import { compiled } from '../../support/compiled.js';
import { createTask } from '../../support/createTask.js';
import { failedBy } from '../../support/failedBy.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const { createPool } = compiled('evaluate/thread/pool.js') as typeof Pool;

const projectDir = temporaryFolder();
const evaluator = createPool(1);
afterAll(() => evaluator.close());

const sourceOf = (path: string, text: string) =>
  ({ objective: { kind: 'module', path }, files: { [path]: text } }) as const;
const evaluate = (path: string, text: string): Promise<Evaluation> =>
  evaluator.evaluate(createTask(projectDir, sourceOf(path, text)));

it.each([
  ['half.cjs', 'report(0.5, { loss: 1 })', /step must be a whole number, but it is 0\.5/],
  ['text.cjs', `report(1, { loss: 'low' })`, /metric "loss" must be a number, but it is 'low'/],
])('an invalid report fails the trial: %s', async (path, call, cause) => {
  const { outcome } = await evaluate(path, `module.exports = (_, { report }) => { ${call}; return 1; };`);
  expect(outcome).toEqual(failedBy(cause));
});

it('a trial knows its id, its seed and its folder', async () => {
  const told = 'JSON.stringify({ id, seed, dir, aborted: signal.aborted })';
  const text = `module.exports = (_, { id, seed, dir, signal }) => { console.log(${told}); return 1; };`;
  const task = createTask(projectDir, sourceOf('told.cjs', text), { seed: 'told' });
  const { output } = await evaluator.evaluate(task);
  const dir = join(task.trialDir, 'artifacts');
  expect(JSON.parse(output)).toEqual({ id: task.id, seed: 'told', dir, aborted: false });
});

it.each([
  [{}, 0],
  [{ replicate: 3 }, 3],
])('a trial knows its replicate: %p', async (changes, replicate) => {
  const text = 'module.exports = (_, { replicate }) => replicate;';
  const task = createTask(projectDir, sourceOf('replicate.cjs', text), changes);
  expect(await evaluator.evaluate(task)).toMatchObject({ value: replicate });
});

it('a trial measures how long a function takes', async () => {
  const text = `let calls = 0;
module.exports = async (_, { measure }) => {
  const { median, spread } = await measure(() => (calls += 1), { warmup: 2, repeats: 4 });
  return median >= 0 && spread >= 0 ? calls : -1;
};`;
  expect(await evaluate('measure.cjs', text)).toMatchObject({ value: 6 });
});

it('a trial knows its case, which it cannot change for others', async () => {
  const text = 'module.exports = (_, trial) => { trial.case.fold += 1; return trial.case.fold; };';
  const task = createTask(projectDir, sourceOf('case.cjs', text), { case: { fold: 2 } });
  expect(await evaluator.evaluate(task)).toMatchObject({ value: 3 });
  expect(await evaluator.evaluate(task)).toMatchObject({ value: 3 });
});

it('frames of the error are those of the user, with file and line', async () => {
  const lines = ['const fail = (): never => {', `  throw new Error('x');`, '};', 'export default () => fail();'];
  const { outcome } = await evaluate('deep.ts', lines.join('\n'));
  const [message, ...frames] = (outcome.kind === 'failed' ? outcome.error : '').split('\n');
  expect(message).toBe('Error: x');
  expect(frames).toEqual([expect.stringMatching(/deep\.ts:2:/), expect.stringMatching(/deep\.ts:4:/)]);
});
