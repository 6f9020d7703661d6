import { readFor, type StopRule } from '@nx-tune/sweep';

import type { Evaluation } from '../../../src/model/evaluation.js';
import type * as Pool from '../../../src/evaluate/thread/pool.js';
import type * as ProcessEvaluator from '../../../src/evaluate/process/processEvaluator.js';
import { compiled } from '../../support/compiled.js';
import { createTask } from '../../support/createTask.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const { createPool } = compiled('evaluate/thread/pool.js') as typeof Pool;
const { createProcessEvaluator } = compiled('evaluate/process/processEvaluator.js') as typeof ProcessEvaluator;

const projectDir = temporaryFolder();
const evaluators = { thread: createPool(1), process: createProcessEvaluator() };
afterAll(() => Promise.all(Object.values(evaluators).map((evaluator) => evaluator.close())));

const patience: StopRule = { metric: { name: 'loss', goal: 'minimize' }, patience: 2, minDelta: 0, after: 0 };
/** Reports these losses, one an epoch from 1, and answers -1. */
const reporting = (losses: string, report = 'trial.report(i + 1, { loss, error: i })'): string =>
  `module.exports = async (_, trial) => { for (const [i, loss] of ${losses}.entries()) { ${report}; } return -1; };`;

describe.each(['thread', 'process'] as const)('in a %s', (isolation) => {
  const evaluate = (name: string, text: string, stop: StopRule = patience): Promise<Evaluation> => {
    const path = `${name}-${isolation}.cjs`;
    const source = { objective: { kind: 'module', path }, files: { [path]: text } } as const;
    return evaluators[isolation].evaluate(createTask(projectDir, source, { stop, isolation }));
  };

  it('patience: the result is the best report, with all of its metrics', async () => {
    const { outcome, metrics, curve } = await evaluate('patience', reporting('[5, 3, 4, 4, 0]'));
    expect([outcome, metrics]).toEqual([
      { kind: 'completed', step: 4 },
      { loss: 3, error: 1 },
    ]);
    expect(curve.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  });

  it('an objective that catches it and continues is ignored', async () => {
    const swallowed = 'try { trial.report(i + 1, { loss }) } catch {}';
    const { outcome, metrics, curve } = await evaluate('deaf', reporting('[5, 3, 4, 4, 0]', swallowed));
    expect([outcome, metrics, curve.length]).toEqual([{ kind: 'completed', step: 4 }, { loss: 3 }, 4]);
  });

  it('a limit: NaN is beyond it; the trial is stopped, and not completed', async () => {
    const { outcome } = await evaluate('limit', reporting('[5, NaN, 1]'), { ...patience, limit: 9 });
    expect(outcome).toEqual({ kind: 'stopped', step: 2 });
  });

  it('a trial that reports nothing finite before its patience ends has diverged', async () => {
    const evaluation = await evaluate('diverged', reporting('[NaN, NaN, NaN]'));
    expect(readFor({ name: 'loss' }, evaluation).outcome).toEqual({ kind: 'diverged', step: 3 });
  });

  it('a trial may be stopped by another metric than its sweep ranks by, and has failed if its reports lack that', async () => {
    const byError: StopRule = { ...patience, metric: { name: 'error', goal: 'minimize' } };
    const evaluation = await evaluate('other', reporting('[5, NaN, 4, 4, 0]'), byError);
    expect(evaluation).toMatchObject({ outcome: { kind: 'completed', step: 3 }, metrics: { loss: 5, error: 0 } });
    expect(readFor({ name: 'loss' }, evaluation).outcome).toEqual({ kind: 'completed', step: 3 });
    expect(readFor({ name: 'accuracy' }, evaluation).outcome).toMatchObject({
      kind: 'failed',
      error:
        '"stop" can only end a trial whose report() includes the metric "accuracy", but it reported "error", "loss"',
    });
  });

  it('a trial that is not stopped is worth what it answers', async () => {
    const evaluation = await evaluate('good', reporting('[5, 4, 3]'));
    expect(readFor({ name: 'loss' }, evaluation)).toEqual({ outcome: { kind: 'completed' }, metrics: { loss: -1 } });
  });
});
