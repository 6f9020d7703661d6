import { fromMetricValue } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import { interpretMetrics } from '../../src/evaluate/interpretMetrics.js';
import { failedBy } from '../support/failedBy.js';

it('a bare number is the metric', () => {
  expect(interpretMetrics(2, 'loss')).toEqual({ outcome: { kind: 'completed' }, metrics: { loss: 2 } });
});

it.each([NaN, Infinity, -Infinity])('%d in the metric means diverged', (value) => {
  const expected = { outcome: { kind: 'diverged' }, metrics: { loss: String(value), other: 1 } };
  expect(interpretMetrics({ loss: value, other: 1 }, 'loss')).toEqual(expected);
  expect(interpretMetrics({ loss: String(value), other: 1 }, 'loss')).toEqual(expected);
});

it('NaN in another metric does not', () => {
  const expected = { outcome: { kind: 'completed' }, metrics: { loss: 1, other: 'NaN' } };
  expect(interpretMetrics({ loss: 1, other: NaN }, 'loss')).toEqual(expected);
});

it('what is read back is what was answered', () => {
  const law = (metrics: { readonly [name: string]: number }, loss: number): void => {
    const answer = { ...metrics, loss };
    const back = Object.entries(interpretMetrics(answer, 'loss').metrics).map(([name, value]) => [
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
  [{}, /the sweep's metric is "loss", but the objective returned no metrics/],
  [{ acc: 1, err: 2 }, /the sweep's metric is "loss", but the objective returned "acc", "err"/],
])('an answer without a usable metric is a failure that says why: %p', (answer, cause) => {
  expect(interpretMetrics(answer, 'loss')).toEqual({ outcome: failedBy(cause), metrics: {} });
});

it('a metric is not found among what every object inherits', () => {
  expect(interpretMetrics({ loss: 1 }, 'toString').outcome.kind).toBe('failed');
});
