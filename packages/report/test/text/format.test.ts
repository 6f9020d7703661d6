import fc from 'fast-check';
import { parse } from 'yaml';

import { escapeControl, formatNumber, formatPlan, formatProgress } from '../../src/index.js';
import { bar } from '../../src/text/bar.js';
import { formatDuration } from '../../src/text/formatDuration.js';
import { formatParams } from '../../src/text/formatParams.js';
import { awkwardText } from '../support/arbitraryReport.js';

test.each([
  [0, '0.0 s'],
  [449, '0.4 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [14_200, '14 s'],
  [59_600, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_799_000, '2 h 10 min'],
  [-5, '0.0 s'],
])('%i ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

test.each([
  [0.1 + 0.2, '0.3'],
  [1234567, '1234570'],
  [1e-7, '1e-7'],
  [NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('%d is shown as %s', (value, text) => expect(formatNumber(value)).toBe(text));

test('a plan', () => {
  expect(formatPlan({ sweeps: ['digits'], trials: 12, known: 9, toRun: 3, parallel: 2 })).toBe('12 trials of digits: 9 cached, 3 to run, 2 at a time');
  expect(formatPlan({ sweeps: [], trials: 1, known: 0, toRun: 1, parallel: 2 })).toBe('1 trial: 0 cached, 1 to run, 2 at a time');
  expect(formatPlan({ sweeps: ['a', 'b', 'c', 'd'], trials: 4, known: 0, toRun: 4, parallel: 2 })).toBe('4 trials of 4 sweeps: 0 cached, 4 to run, 2 at a time');
});

test('progress', () => {
  const state = { done: 7, total: 12, failed: 0, best: { name: 'loss', value: 0.0743 }, elapsedMs: 14_000, leftMs: 10_200, width: 80 };
  expect(formatProgress(state)).toBe(' 7/12  best loss 0.0743  14 s, about 10 s left');
  expect(formatProgress({ ...state, failed: 2, done: 12 })).toBe('12/12  2 failed  best loss 0.0743  14 s');
  expect(formatProgress({ ...state, width: 20 })).toBe(' 7/12  best loss 0.…');
});

test('params are YAML that reads back as the same values', () => {
  const params = fc.dictionary(awkwardText.filter((name) => name !== '__proto__'), fc.oneof(awkwardText, fc.integer(), fc.boolean(), fc.constant(null)));
  fc.assert(fc.property(params, (value) => expect(parse(formatParams(value))).toEqual({ ...value })));
});

test('no control character survives, and plain text is left alone', () => {
  fc.assert(fc.property(awkwardText, (text) => expect(escapeControl(text)).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)));
  expect(escapeControl('naïve 👩‍🔬 <b>')).toBe('naïve 👩‍🔬 <b>');
  expect(escapeControl('\u001b[31m')).toBe('\\u001b[31m');
});

test('a bar is never longer than its place', () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), fc.integer({ min: 1, max: 40 }), (part, length) => expect([...bar(part, length)].length).toBeLessThanOrEqual(length)));
  expect([bar(0, 4), bar(0.5, 4), bar(1, 4)]).toEqual(['', '██', '████']);
});
