import { renderMarkdown, renderText, rowOf, type TrialRecord } from '../src/rows.js';

const trial = (id: string, validationError: number | string, more: Partial<TrialRecord> = {}): TrialRecord => ({
  id,
  metrics: { validationError, testError: typeof validationError === 'number' ? validationError + 0.01 : 'NaN' },
  outcome: { kind: typeof validationError === 'number' ? 'completed' : 'diverged' },
  ...more,
});
const seconds = (...ids: readonly string[]): ReadonlyMap<string, number> => new Map(ids.map((id) => [id, 1500]));

test('the test error is that of the trial with the best validation error', () => {
  const trials = [trial('a', 0.3), trial('b', 0.1), trial('c', 'NaN')];
  expect(rowOf('Grid', trials, seconds('a', 'b', 'c'))).toEqual({
    name: 'Grid',
    validationError: 0.1,
    testError: 0.11,
    trials: 3,
    epochs: 27,
    seconds: 4.5,
  });
});

test('trials with budgets count with their own epochs, and seconds are left out unless all are known', () => {
  const trials = [trial('a', 0.3, { budget: { epochs: 1 } }), trial('b', 0.2, { budget: { epochs: 3 } })];
  expect(rowOf('Early stopping', trials, seconds('a'))).toMatchObject({ epochs: 4, seconds: undefined });
});

test('the table has a line for each way, in text and in Markdown', () => {
  const rows = [rowOf('Grid', [trial('a', 0.3)], seconds('a')), rowOf('None', [], new Map())];
  expect(renderText(rows).split('\n')).toEqual([
    'way   validation    test  trials  epochs  seconds',
    'Grid      30.00%  31.00%       1       9        2',
    'None                           0       0        0',
    '',
  ]);
  expect(renderMarkdown(rows).split('\n').slice(1)).toEqual([
    '| --- | --- | --- | --- | --- | --- |',
    '| Grid | 30.00% | 31.00% | 1 | 9 | 2 |',
    '| None |  |  | 0 | 0 | 0 |',
    '',
  ]);
});
