import type { TrialEntry } from '../../src/index.js';
import { progressOf } from '../../src/data/progressOf.js';
import { example } from '../support/example.js';

test('the best so far counts trials, also those that did not complete', () => {
  expect(progressOf(example, 'trials')).toEqual({
    sweep: 'tune',
    points: [
      [1, 0.5],
      [2, 0.25],
      [4, 0.123456789],
      [6, 0.123456789],
    ],
  });
});

test('seconds are those that trials took', () => {
  expect(progressOf(example, 'seconds').points).toEqual([
    [1.5, 0.5],
    [4.5, 0.25],
    [15, 0.123456789],
    [31.5, 0.123456789],
  ]);
});

test('a trial that continues another spends what its budget has more', () => {
  const [first] = example.trials as [TrialEntry];
  const at = (id: string, epochs: number, loss: number, continues?: string): TrialEntry => ({
    ...first,
    result: { ...first.result, id, budget: { epochs }, metrics: { loss }, ...(continues && { continues }) },
  });
  const trials = [at('a', 1, 3), at('b', 1, 4), at('c', 4, 2, 'a')];
  expect(progressOf({ ...example, trials }, 'budget').points).toEqual([
    [1, 3],
    [5, 2],
    [5, 2],
  ]);
});
