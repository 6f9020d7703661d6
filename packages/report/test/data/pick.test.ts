import * as fc from 'fast-check';

import { bestTrial, rankTrials, type SweepReport, type TrialEntry } from '../../src/index.js';
import { replicatedReport } from '../support/replicated.js';

const ids = (report: SweepReport): readonly string[] => rankTrials(report).map(({ result }) => result.id);

/** As `replicate_top` leaves a sweep: only some configurations have more than one replicate. */
const checkedReport = (losses: readonly (readonly number[])[], changes: Partial<SweepReport> = {}): SweepReport => {
  const { replicates: _, ...report } = replicatedReport(losses, changes);
  return report;
};

const report = checkedReport([[0.5], [1, 4, 4], [2, 2, 2], [9]]);

test('by default the best is among those with the most replicates, which come before the others', () => {
  expect(ids(report)).toEqual(['x2r0', 'x1r0', 'x0r0', 'x3r0']);
  expect(ids({ ...report, pick: 'mean' })).toEqual(ids(report));
  expect(bestTrial(report)?.result.metrics['loss']).toBe(2);
});

test('what was seen ranks by first values, whatever others have turned out', () => {
  expect(ids({ ...report, pick: 'seen' })).toEqual(['x0r0', 'x1r0', 'x2r0', 'x3r0']);
});

test('a lower bound lies behind the mean by its standard error', () => {
  const noisy = checkedReport([[1.9], [1, 3, 2.6], [2, 2.5, 2.3]], { pick: 'lower_bound' });
  expect(ids(noisy)).toEqual(['x1r0', 'x2r0', 'x0r0']);
  expect(ids({ ...noisy, metric: { name: 'loss', goal: 'maximize' } })).toEqual(['x2r0', 'x1r0', 'x0r0']);
  const clear = checkedReport([[1], [3, 3.1, 2.9], [4, 4.1, 3.9]], { pick: 'lower_bound' });
  expect(ids(clear)).toEqual(['x0r0', 'x1r0', 'x2r0']);
});

test('among equal configurations the one with the smaller budget comes first, then the earlier', () => {
  const [first, second, third] = replicatedReport([[1], [1], [1]]).trials as [TrialEntry, TrialEntry, TrialEntry];
  const within = (trial: TrialEntry, epochs: number | 'whole'): TrialEntry => ({
    ...trial,
    result: { ...trial.result, budget: { epochs } },
  });
  const trials = [within(first, 'whole'), within(second, 9), within(third, 9)];
  const ranked = rankTrials({ ...replicatedReport([[1]]), trials });
  expect(ranked.map(({ rank, result }) => [rank, result.id])).toEqual([
    [1, 'x1r0'],
    [1, 'x2r0'],
    [1, 'x0r0'],
  ]);
});

test('without replicates, all rules are the same; with as many everywhere, a bound ranks as the mean', () => {
  const losses = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 8 });
  const rank = (all: readonly (readonly number[])[], pick: NonNullable<SweepReport['pick']>): readonly string[] =>
    ids(checkedReport(all, { pick }));
  fc.assert(
    fc.property(losses, (values) => {
      const once = values.map((value) => [value]);
      expect(rank(once, 'seen')).toEqual(rank(once, 'mean'));
      expect(rank(once, 'lower_bound')).toEqual(rank(once, 'mean'));
      const twice = values.map((value, index) => [value, value + (index % 3)]);
      expect(rank(twice, 'lower_bound')).toEqual(rank(twice, 'mean'));
    }),
  );
});
