import { importTrials, optunaStudy, optunaDatabase, renderOptunaJournal, renderTrialsCsv } from '@nx-tune/exchange';
import type { TrialEntry } from '@nx-tune/report';
import { canonicalJson } from '@nx-tune/search';
import type { ImportedTrial, MetricValue, Outcome } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import { readForeign } from '../../../src/cli/exchange/readForeign.js';
import { sqliteBytes } from '../../../src/cli/exchange/sqlite.js';
import { exportedOf, plannedOf, sweepOf, sweepText } from './support.js';

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'completed' as const }) },
  fc.constant({ kind: 'diverged' as const }),
  fc.string().map((reason) => ({ kind: 'infeasible' as const, reason })),
  fc.nat(100).map((step) => ({ kind: 'stopped' as const, step })),
  fc.string().map((error) => ({ kind: 'failed' as const, error })),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const odd: fc.Arbitrary<MetricValue> = fc.constantFrom('NaN' as const, 'Infinity' as const, '-Infinity' as const);

/** Trials of a sweep, ended in any way. */
const entries = (text: string): fc.Arbitrary<readonly TrialEntry[]> => {
  const trials = plannedOf(sweepOf(text));
  return fc
    .array(fc.record({ outcome, loss: number, other: fc.oneof(number, odd) }), { maxLength: trials.length })
    .map((ends) =>
      ends.map(({ outcome: end, loss, other }, index): TrialEntry => {
        const metrics = { loss: end.kind === 'diverged' ? ('NaN' as const) : loss, 'other,"one"': other };
        const { id = '', definition } = trials[index] ?? {};
        const params = definition?.params ?? {};
        return { number: index, result: { schemaVersion: 1, id, params, seed: '0', outcome: end, metrics } };
      }),
    );
};

/** Returns the trials that must come back: all but failures, which are not results. */
const expected = (trials: readonly TrialEntry[]): string[] =>
  trials
    .filter(({ result }) => result.outcome.kind !== 'failed')
    .map(({ result: { params, metrics, outcome: end } }) => text({ params, metrics, outcome: end }));

/** Tables do not say why and when a trial ended. */
const text = ({ params, metrics, outcome: { kind } }: ImportedTrial): string =>
  canonicalJson({ params, metrics, kind });

async function imported(bytes: Uint8Array, sweepFile: string): Promise<string[]> {
  const read = await readForeign(bytes, undefined, undefined);
  if ('problem' in read) throw new Error(read.problem);
  const taken = importTrials(read.table, sweepOf(sweepFile), []);
  if ('problem' in taken) throw new Error(taken.problem);
  expect(taken.trials.every(({ fits }) => fits)).toBe(true);
  return taken.trials.map(({ trial }) => text(trial));
}

test.each([
  [
    'a CSV',
    (exported: ReturnType<typeof exportedOf>) => Buffer.from(renderTrialsCsv(exported.report, exported.trials)),
  ],
  ['a journal', (exported: ReturnType<typeof exportedOf>) => Buffer.from(renderOptunaJournal(optunaStudy(exported)))],
  ['a database', (exported: ReturnType<typeof exportedOf>) => sqliteBytes(optunaDatabase(optunaStudy(exported)))],
] as const)('%s gives back the params and metrics that went into it', async (_, write) => {
  const sweep = sweepOf(sweepText);
  await fc.assert(
    fc.asyncProperty(entries(sweepText), async (trials) => {
      const bytes = await write(exportedOf(sweep, trials));
      expect((await imported(bytes, sweepText)).toSorted()).toEqual(expected(trials).toSorted());
    }),
    { numRuns: 25 },
  );
});

test('a budget is kept', async () => {
  const ladder = `${sweepText}budget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9, eta: 3 }\n`;
  const sweep = sweepOf(ladder);
  const params = plannedOf(sweep)[0]?.definition.params ?? {};
  const budget = { epochs: 3 };
  const result = {
    schemaVersion: 1,
    id: 'a',
    params,
    seed: '0',
    budget,
    outcome: { kind: 'completed' },
    metrics: { loss: 1 },
  } as const;
  const exported = exportedOf(sweep, [{ number: 0, result }]);
  for (const file of [renderTrialsCsv(exported.report, exported.trials), renderOptunaJournal(optunaStudy(exported))]) {
    const read = await readForeign(Buffer.from(file), undefined, undefined);
    expect('table' in read && importTrials(read.table, sweep, [])).toMatchObject({
      trials: [{ fits: true, trial: { params, budget, metrics: { loss: 1 } } }],
    });
  }
});

test('the same results give the same bytes of a database', async () => {
  const trials = plannedOf(sweepOf(sweepText)).slice(0, 3);
  const of = (): Promise<Uint8Array> =>
    sqliteBytes(
      optunaDatabase(
        optunaStudy(
          exportedOf(
            sweepOf(sweepText),
            trials.map(({ id, definition: { params } }, index) => ({
              number: index,
              result: {
                schemaVersion: 1,
                id,
                params,
                seed: '0',
                outcome: { kind: 'completed' },
                metrics: { loss: index },
              },
            })),
          ),
        ),
      ),
    );
  expect(Buffer.compare(await of(), await of())).toBe(0);
});
