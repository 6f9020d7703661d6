import * as fc from 'fast-check';

import { metricOf } from '../../src/data/scoreOf.js';
import { bestTrial, rankTrials, type SweepReport, type TrialEntry } from '../../src/index.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { replicatedReport } from '../support/replicated.js';
import { example } from '../support/example.js';

test('completed trials come by the goal, then those that did not complete', () => {
  expect(rankTrials(example).map(({ number }) => number)).toEqual([3, 1, 0, 5, 2, 4]);
  expect(rankTrials({ ...example, metric: { name: 'loss', goal: 'maximize' } }).map(({ number }) => number)).toEqual([
    5, 0, 1, 3, 2, 4,
  ]);
});

test('trials of equal metric share a rank and keep their order; trials that did not complete have ranks of their own', () => {
  const tied = example.trials.map((trial) => ({
    ...trial,
    result: { ...trial.result, outcome: { kind: 'completed' as const }, metrics: { loss: 1 } },
  }));
  const ranked = rankTrials({ ...example, trials: tied.toReversed() });
  expect(ranked.map(({ number, rank }) => [number, rank])).toEqual([0, 1, 2, 3, 4, 5].map((number) => [number, 1]));
  const [first, ...others] = example.trials as [TrialEntry, ...TrialEntry[]];
  const twin = { ...first, number: 6 };
  expect(rankTrials({ ...example, trials: [first, ...others, twin] }).map(({ rank }) => rank)).toEqual([
    1, 2, 3, 3, 5, 6, 7,
  ]);
});

test('a completed trial without the metric comes after those with it, and disturbs no others', () => {
  const without = (number: number): SweepReport['trials'][number] => ({
    number,
    executed: true,
    result: { schemaVersion: 1, id: `id${number}`, params: {}, seed: '0', outcome: { kind: 'completed' }, metrics: {} },
  });
  const kept = example.trials.filter(({ number }) => number !== 1);
  expect(rankTrials({ ...example, trials: [...kept, without(1)] }).map(({ number }) => number)).toEqual([
    3, 0, 5, 1, 2, 4,
  ]);
  expect(bestTrial({ ...example, trials: [without(0), ...example.trials.slice(1)] })?.number).toBe(3);
});

test('a ranking holds every trial once, and no completed one before a better one', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const ranked = rankTrials(report);
      expect(ranked.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        report.trials.map(({ number }) => number),
      );
      const losses = ranked
        .filter(({ result }) => result.outcome.kind === 'completed')
        .map((trial) => (report.metric.goal === 'minimize' ? 1 : -1) * metricOf(trial, report.metric));
      const numbers = losses.filter((loss) => !Number.isNaN(loss));
      expect(numbers.every((loss, index) => index === 0 || loss >= (numbers[index - 1] ?? NaN))).toBe(true);
      // Only an infinite loss may be among those that have no metric at all.
      expect(
        losses
          .slice(losses.findIndex(Number.isNaN))
          .every((loss) => Number.isNaN(loss) || loss === Infinity || !losses.some(Number.isNaN)),
      ).toBe(true);
    }),
  );
});

test('the best trial completed; without a completed trial there is no best', () => {
  expect(bestTrial(example)?.number).toBe(3);
  expect(
    bestTrial({ ...example, trials: example.trials.filter(({ number }) => number === 2 || number === 4) }),
  ).toBeUndefined();
});

test('the best that were run again come before the others, whose single values may be luck', () => {
  const { replicates: _, ...once } = replicatedReport([[3, 4], [1, 7], [2], [9]]); // prettier-ignore
  const ranked = (report: Parameters<typeof rankTrials>[0]): string[] =>
    rankTrials(report).map(({ result }) => result.id);
  expect(ranked(once)).toEqual(['x0r0', 'x1r0', 'x2r0', 'x3r0']);
  const twice = { ...replicatedReport([[3, 4, 8], [1, 7, 7], [2, 2], [9, 9]]), replicates: 2 }; // prettier-ignore
  expect(ranked(twice)).toEqual(['x0r0', 'x1r0', 'x2r0', 'x3r0']);
});
