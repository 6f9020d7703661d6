import * as fc from 'fast-check';

import { configurationsOf } from '../../src/data/configurations.js';
import { rankEach } from '../../src/data/rankTrials.js';
import { bestTrial, rankTrials, type SweepReport, type TrialEntry } from '../../src/index.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { example } from '../support/example.js';
import { replicatedReport } from '../support/replicated.js';

const failed = { kind: 'failed', error: 'Error: bad luck' } as const;

test('without replicates, configurations are the trials themselves', () => {
  expect(configurationsOf(example)).toBe(example.trials);
  fc.assert(fc.property(arbitraryReport, (report) => configurationsOf(report) === report.trials));
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      expect(rankEach(report)).toEqual(rankTrials(report));
    }),
  );
});

test('a configuration has the means of its replicates, their standard errors, and the id of the first', () => {
  const [first, second] = configurationsOf(
    replicatedReport([
      [1, 2, 6],
      [0.1, 0.1, 0.1],
    ]),
  );
  expect(first?.result).toMatchObject({ id: 'x0r0', params: { x: 0 }, metrics: { loss: 3, size: 0 } });
  // The sample's variance is (4 + 1 + 9) / 2 = 7.
  expect(first?.replicates?.standardErrors['loss']).toBeCloseTo(Math.sqrt(7 / 3), 12);
  expect(first?.replicates?.entries.map(({ result }) => result.id)).toEqual(['x0r0', 'x0r1', 'x0r2']);
  expect(second?.result.metrics).toEqual({ loss: 0.1, size: 1 });
  expect(second?.replicates?.standardErrors).toEqual({ loss: 0, size: 0 });
});

test('the best is that with the best mean, not that with the luckiest replicate', () => {
  const report = replicatedReport([
    [0, 9, 9],
    [5, 5, 5],
    [7, 6, 8],
  ]);
  expect(rankTrials(report).map(({ rank, result }) => [rank, result.id])).toEqual([
    [1, 'x1r0'],
    [2, 'x0r0'],
    [3, 'x2r0'],
  ]);
  expect(bestTrial({ ...report, metric: { name: 'loss', goal: 'maximize' } })?.result.id).toBe('x2r0');
});

test('a configuration of which a replicate did not complete comes after whole ones, with its reason', () => {
  const ranked = rankTrials(
    replicatedReport([
      [0, failed, 0],
      [9, 9, 9],
      [1, { kind: 'diverged' }, failed],
      [{ kind: 'infeasible', reason: 'too large' }, 1, 1],
    ]),
  );
  expect(ranked.map(({ result }) => result.id)).toEqual(['x1r0', 'x3r0', 'x0r0', 'x2r0']);
  expect(ranked.map(({ result }) => result.outcome)).toEqual([
    { kind: 'completed' },
    { kind: 'infeasible', reason: '1 of 3 replicates are infeasible: too large' },
    { kind: 'failed', error: '1 of 3 replicates failed: Error: bad luck' },
    { kind: 'failed', error: '1 of 3 replicates failed: Error: bad luck' },
  ]);
});

test('a configuration whose replicates are not all known comes after whole ones', () => {
  const report = replicatedReport([[0, 0], [9, 9, 9], [1]]);
  expect(rankTrials(report).map(({ rank, result }) => [rank, result.id])).toEqual([
    [1, 'x1r0'],
    [2, 'x0r0'],
    [3, 'x2r0'],
  ]);
  const [, , last] = rankTrials(report);
  expect(last?.replicates).toMatchObject({ asked: 3, standardErrors: {} });
});

test('each replicate has the rank of its configuration', () => {
  const ranks = rankEach(
    replicatedReport([
      [3, 1],
      [1, 2],
    ]),
  );
  expect(ranks.map(({ rank, result }) => `${rank} ${result.id}`)).toEqual(['1 x1r0', '1 x1r1', '2 x0r0', '2 x0r1']);
});

describe('whatever the values of replicates are', () => {
  const count = fc.integer({ min: 2, max: 5 });
  const drawn: fc.Arbitrary<SweepReport> = fc
    .tuple(count, count)
    .chain(([configurations, replicates]) =>
      fc.array(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: replicates, maxLength: replicates }),
        { minLength: configurations, maxLength: configurations },
      ),
    )
    .map((losses) => replicatedReport(losses));
  const lossesOf = ({ replicates }: TrialEntry): readonly number[] =>
    (replicates?.entries ?? []).map(({ result }) => Number(result.metrics['loss']));

  test('the ranking is that of their means, and holds each configuration once', () => {
    fc.assert(
      fc.property(drawn, (report) => {
        const ranked = rankTrials(report);
        const configurations = new Set(report.trials.map(({ result }) => result.params['x']));
        expect(ranked).toHaveLength(configurations.size);
        expect(new Set(ranked.map(({ result }) => result.params['x']))).toEqual(configurations);
        const means = ranked.map((trial) => {
          const all = lossesOf(trial);
          return all.reduce((sum, loss) => sum + loss, 0) / all.length;
        });
        for (const [index, mean] of means.entries()) {
          expect(ranked[index]?.result.metrics['loss']).toBeCloseTo(mean, 6);
          expect(mean).toBeGreaterThanOrEqual((means[index - 1] ?? -Infinity) - 1e-6);
        }
      }),
    );
  });

  test('the order in which trials are known does not matter', () => {
    fc.assert(
      fc.property(drawn, (report) => {
        const turned = rankTrials({ ...report, trials: report.trials.toReversed() });
        expect(turned).toEqual(rankTrials(report));
      }),
    );
  });

  test('equal replicates are ranked like one trial of that value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 8 }),
        (losses) => {
          const alone = rankTrials(replicatedReport(losses.map((loss) => [loss])));
          const thrice = rankTrials(replicatedReport(losses.map((loss) => [loss, loss, loss])));
          const facts = (ranked: typeof alone) => ranked.map(({ rank, result }) => [rank, result.id, result.metrics]);
          expect(facts(thrice)).toEqual(facts(alone));
        },
      ),
    );
  });
});
