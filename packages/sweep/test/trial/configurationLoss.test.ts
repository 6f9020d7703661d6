import * as fc from 'fast-check';

import { judgeConfiguration } from '../../src/trial/configurationLoss.js';
import { resultFor } from '../../src/trial/resultFor.js';
import type { MetricValue, StoredResult } from '../../src/trial/result.js';
import type { Metric } from '../../src/trial/metric.js';

const error = { name: 'error', goal: 'minimize' } as const;
const speed = { name: 'speed', goal: 'maximize' } as const;
const both: Metric = { ...error, goals: [error, speed] };
const stored = (metrics: Readonly<Record<string, MetricValue>>, place: Partial<StoredResult> = {}): StoredResult => ({
  schemaVersion: 1,
  id: 'a',
  params: {},
  seed: '0',
  outcome: { kind: 'completed' },
  metrics,
  ...place,
});

test('a result lacks a metric if it lacks a goal or what a rule compares', () => {
  const reading = (metric: Metric) => resultFor(metric, stored({ error: 1 })).outcome;
  expect(reading(error)).toEqual({ kind: 'completed' });
  expect(reading(both)).toMatchObject({ kind: 'failed', missing: 'speed' });
  expect(reading({ ...error, results: ['bytes < 3'] })).toEqual({
    kind: 'failed',
    error: '"results" compares "bytes", but the objective returned "error"',
    missing: 'bytes',
  });
});

test('a result that violates a rule is infeasible, says by which value, and can be read again', () => {
  const ruled = { ...error, results: ['bytes <= 2e6'] };
  const read = resultFor(ruled, stored({ error: 1, bytes: 3e6 }));
  expect(read.outcome).toEqual({
    kind: 'infeasible',
    reason: 'violates bytes <= 2e6: bytes is 3000000',
    violates: ['bytes <= 2e6'],
  });
  expect(resultFor(error, read).outcome).toEqual({ kind: 'completed' });
  expect(resultFor({ ...error, results: ['bytes <= 4e6'] }, read).outcome).toEqual({ kind: 'completed' });
});

test('a trial that an objective itself calls infeasible stays so', () => {
  const outcome = { kind: 'infeasible', reason: 'too wide' } as const;
  expect(resultFor({ ...error, results: ['error < 9'] }, stored({ error: 1 }, { outcome })).outcome).toEqual(outcome);
});

test('a goal that is not finite makes a trial diverge, whichever it is', () =>
  expect(resultFor(both, stored({ error: 1, speed: 'NaN' })).outcome).toEqual({ kind: 'diverged' }));

test('a configuration has a loss for each goal, and one that violates a rule still has them', () => {
  const ruled = { ...both, results: ['error < 2'] };
  const judge = (value: number) =>
    judgeConfiguration([resultFor(ruled, stored({ error: value, speed: 7 }))], { metric: ruled });
  expect(judge(1)).toEqual({ loss: 1, losses: [1, -7], violations: [-1] });
  expect(judge(5)).toEqual({ loss: Infinity, losses: [5, -7], violations: [3] });
});

test('rules are judged by the means of replicates, and not by each', () => {
  const metric = { ...error, results: ['error < 2'] };
  const values = [1, 2.5];
  const results = values.map((value, replicate) => resultFor(metric, stored({ error: value }, { replicate })));
  expect(results.map(({ outcome }) => outcome.kind)).toEqual(['completed', 'infeasible']);
  expect(judgeConfiguration(results, { metric })).toEqual({ loss: 1.75, losses: [1.75], violations: [-0.25] });
});

test('one goal without rules is judged as it always was', () => {
  const metric = { name: 'error', goal: 'maximize' } as const;
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 5 }), (values) => {
      const results = values.map((value, replicate) => stored({ error: value }, { replicate }));
      const [first = 0] = values;
      const mean = first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
      expect(judgeConfiguration(results, { metric })).toEqual({ loss: -mean });
    }),
  );
});
