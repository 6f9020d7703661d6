import fc from 'fast-check';

import { bestTrial, rankTrials } from '../src/index.js';
import { metricOf } from '../src/rankTrials.js';
import { arbitraryReport } from './support/arbitraryReport.js';
import { example } from './support/example.js';

test('completed trials come by the goal, then those that did not complete', () => {
  expect(rankTrials(example).map(({ number }) => number)).toEqual([3, 1, 0, 5, 2, 4]);
  expect(rankTrials({ ...example, metric: { name: 'loss', goal: 'maximize' } }).map(({ number }) => number)).toEqual([5, 0, 1, 3, 2, 4]);
});

test('trials of equal metric keep their order', () => {
  const tied = example.trials.map((trial) => ({ ...trial, result: { ...trial.result, outcome: { kind: 'completed' as const }, metrics: { loss: 1 } } }));
  expect(rankTrials({ ...example, trials: tied.toReversed() }).map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a ranking holds every trial once, and no completed one before a better one', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const ranked = rankTrials(report);
      expect(ranked.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(report.trials.map(({ number }) => number));
      const losses = ranked.filter(({ result }) => result.outcome.kind === 'completed').map((trial) => (report.metric.goal === 'minimize' ? 1 : -1) * metricOf(trial, report.metric));
      expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    }),
  );
});

test('the best trial completed; without one there is none', () => {
  expect(bestTrial(example)?.number).toBe(3);
  expect(bestTrial({ ...example, trials: example.trials.filter(({ number }) => number === 2 || number === 4) })).toBeUndefined();
});
