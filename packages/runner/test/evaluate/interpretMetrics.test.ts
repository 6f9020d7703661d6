import { fromMetricValue, readFor } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import { interpretMetrics } from '../../src/evaluate/interpretMetrics.js';
import { failedBy } from '../support/failedBy.js';

it('a bare number has no name', () => {
  expect(interpretMetrics(2)).toEqual({ outcome: { kind: 'completed' }, metrics: {}, value: 2 });
  expect(interpretMetrics(NaN)).toEqual({ outcome: { kind: 'completed' }, metrics: {}, value: 'NaN' });
});

it('an object may call a metric "value"', () => {
  expect(interpretMetrics({ value: 2 })).toEqual({ outcome: { kind: 'completed' }, metrics: { value: 2 } });
});

it.each([NaN, Infinity, -Infinity])('%d in a metric means diverged to whoever ranks by it', (value) => {
  const expected = { outcome: { kind: 'completed' }, metrics: { loss: String(value), other: 1 } };
  for (const loss of [value, String(value)]) {
    const answer = interpretMetrics({ loss, other: 1 });
    expect(answer).toEqual(expected);
    expect(readFor({ name: 'loss' }, answer)).toEqual({ ...expected, outcome: { kind: 'diverged' } });
    expect(readFor({ name: 'other' }, answer)).toEqual(expected);
  }
});

it('reading back gives what was answered', () => {
  const law = (metrics: { readonly [name: string]: number }, loss: number): void => {
    const answer = { ...metrics, loss };
    const back = Object.entries(interpretMetrics(answer).metrics).map(([name, value]) => [
      name,
      fromMetricValue(value) + 0,
    ]);
    expect(back).toEqual(Object.entries(answer).map(([name, value]) => [name, value + 0]));
  };
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.double()), fc.double(), law));
});

it.each([
  [undefined, /must return a number or an object of numbers, but it returned undefined/],
  [null, /returned null/],
  ['high', /returned "high"/],
  [[1, 2], /returned a list/],
  [() => 1, /returned a function/],
  [1n, /returned 1/],
  [Symbol('loss'), /returned Symbol\(loss\)/],
  [{ loss: '1' }, /metric "loss" must be a number, but it is "1"/],
  [{ loss: 1, note: null }, /metric "note" must be a number, but it is null/],
  [{ loss: { toString: null } }, /metric "loss" must be a number, but it is an object/],
  [{}, /but it returned no metrics/],
])('an answer without a number is a failure that says why: %p', (answer, cause) => {
  expect(interpretMetrics(answer)).toEqual({ outcome: failedBy(cause), metrics: {} });
});

it('an answer without the metric of a sweep is a failure only to that sweep', () => {
  const answer = interpretMetrics({ acc: 1, err: 2 });
  expect(answer.outcome).toEqual({ kind: 'completed' });
  expect(readFor({ name: 'loss' }, answer).outcome).toMatchObject(
    failedBy(/the sweep's metric is "loss", but the objective returned "acc", "err"/),
  );
});
