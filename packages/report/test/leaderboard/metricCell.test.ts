import type { Outcome } from '@nx-tune/sweep';

import { rankTrials } from '../../src/data/rankTrials.js';
import { metricCell } from '../../src/leaderboard/renderLeaderboard.js';
import { example } from '../support/example.js';

const cellOf = (outcome: Outcome): string => {
  const [first] = rankTrials(example);
  if (first === undefined) throw new Error('the example has trials');
  return metricCell({ ...first, result: { ...first.result, outcome, metrics: { loss: 0.5 } } }, example);
};

test('a trial that was stopped says where, and only such a one', () => {
  expect(cellOf({ kind: 'completed' })).toBe('0.5');
  expect(cellOf({ kind: 'completed', step: 12 })).toBe('0.5, stopped at 12');
  expect(cellOf({ kind: 'stopped', step: 3 })).toBe('stopped at 3');
  expect(cellOf({ kind: 'diverged' })).toBe('diverged');
});
