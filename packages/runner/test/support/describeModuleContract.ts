import { createStream } from '@nx-tune/search';

import type { Evaluation, Evaluator } from '../../src/model/evaluation.js';
import { createTask } from './createTask.js';
import { temporaryFolder } from './temporaryFolder.js';

/** The laws of evaluators that load modules: what of the trial object must survive a thread or a process. */
export function describeModuleContract(name: string, createEvaluator: () => Evaluator): void {
  const projectDir = temporaryFolder();
  const evaluator = createEvaluator();
  afterAll(() => evaluator.close());

  // A thread keeps the modules that it has loaded, so each objective is a file of its own.
  let objectives = 0;
  const evaluate = (body: string, seed = 'seed'): Promise<Evaluation> => {
    const path = `objective${++objectives}.cjs`;
    const files = { [path]: `module.exports = (_, { rng, report }) => { ${body} };` };
    return evaluator.evaluate(createTask(projectDir, { objective: { kind: 'module', path }, files }, { seed }));
  };

  it(`${name}: each trial draws from the start of its seed's stream`, async () => {
    const draws = (seed: string) => evaluate('return { loss: rng(), second: rng(), third: rng() };', seed);
    const expected = (seed: string) => {
      const stream = createStream(seed, 'objective');
      return { loss: stream(), second: stream(), third: stream() };
    };
    const all = await Promise.all(['one', 'one'].map(draws));
    expect(all.map(({ metrics }) => metrics)).toEqual(['one', 'one'].map(expected));
  });

  it(`${name}: the learning curve is kept as it was reported, and of failed trials too`, async () => {
    const report = 'report(0, { loss: 2 }); report(7, { loss: NaN, accuracy: -0 });';
    const { curve, outcome } = await evaluate(`${report} throw new Error('late');`);
    expect(outcome.kind).toBe('failed');
    expect(curve).toEqual([
      { step: 0, metrics: { loss: 2 } },
      { step: 7, metrics: { loss: 'NaN', accuracy: 0 } },
    ]);
  });
}
