import { resultFor, type StoredResult } from '@nx-tune/sweep';

import { whatIsMissing } from '../../src/study/whatIsMissing.js';

const metric = { name: 'loss', goal: 'minimize' } as const;
const stored = (changes: Partial<StoredResult>): StoredResult => ({
  schemaVersion: 1,
  id: 'a',
  params: {},
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: {},
  ...changes,
});
const of = (...results: readonly StoredResult[]) => ({
  metric,
  trials: results.map((result, number) => ({ number, result: resultFor(metric, result) })),
});
const good = stored({ value: 1 });
const crashed = stored({ outcome: { kind: 'failed', error: 'Error: boom' } });
const other = stored({ metrics: { accuracy: 1 } });

test('nothing is missing where all trials have the metric, be it infinite', () =>
  expect(whatIsMissing(of(good, stored({ value: 'NaN' })), 0, 'fail')).toBeUndefined());

test('crashes are tried again', () => {
  expect(whatIsMissing(of(good, crashed), 0, 'fail')).toMatch(
    /^1 of 2 trials failed\. The next run tries them again\./,
  );
  expect(whatIsMissing(of(good, crashed), 3, 'record')).toMatch(/^1 of 5 trials failed, and 3 were not started/);
});

test('trials without the metric are not', () => {
  const missing = whatIsMissing(of(good, other, other), 0, 'fail');
  expect(missing).toMatch(/^2 of 3 trials did not return the metric "loss"\. Their results are kept/);
  expect(missing).not.toContain('The next run tries');
});

test('both are distinguished', () => {
  const lines = whatIsMissing(of(crashed, other), 0, 'fail')?.split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^1 of 2 trials failed\. /),
    expect.stringMatching(/^1 of 2 trials did not return the metric "loss"/),
  ]);
});

test('where crashes are recorded, neither keeps a sweep from being whole', () =>
  expect(whatIsMissing(of(good, crashed, other), 0, 'record')).toBeUndefined());

test('with several goals, the one that is lacking is named', () => {
  const goals = [metric, { name: 'bytes', goal: 'minimize' }] as const;
  const trials = [good, other].map((one, number) => ({ number, result: resultFor({ ...metric, goals }, one) }));
  expect(whatIsMissing({ trials }, 0, 'fail')).toMatch(
    /^2 of 2 trials did not return the metrics "bytes", "loss"\. Their results are kept/,
  );
});
