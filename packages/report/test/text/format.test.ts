import * as fc from 'fast-check';
import { parse } from 'yaml';

import {
  escapeControl,
  formatDuration,
  formatNumber,
  formatParams,
  formatPlan,
  formatProgress,
} from '../../src/index.js';
import { bar } from '../../src/text/bar.js';
import { clip } from '../../src/text/clip.js';
import { textWidth } from '../../src/text/textWidth.js';
import { wrap } from '../../src/text/wrap.js';
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
  expect(formatPlan({ sweeps: ['digits'], trials: 12, known: 9, toRun: 3, parallel: 2 })).toBe(
    '12 trials of digits: 9 cached, 3 to run, 2 at a time',
  );
  expect(formatPlan({ sweeps: ['digits'], trials: 5000, known: 9, toRun: 1991, later: 3000, parallel: 2 })).toBe(
    '5000 trials of digits: 9 cached, 1991 to run, 2 at a time; then 3000 more, unless cached',
  );
  expect(formatPlan({ sweeps: [], trials: 1, known: 0, toRun: 1, parallel: 2 })).toBe(
    '1 trial: 0 cached, 1 to run, 2 at a time',
  );
  expect(formatPlan({ sweeps: ['a', 'b', 'c', 'd'], trials: 4, known: 0, toRun: 4, parallel: 2 })).toBe(
    '4 trials of 4 sweeps: 0 cached, 4 to run, 2 at a time',
  );
});

test('progress', () => {
  const state = {
    done: 7,
    total: 12,
    failed: 0,
    best: { name: 'loss', value: 0.0743 },
    elapsedMs: 14_000,
    leftMs: 10_200,
    width: 80,
  };
  expect(formatProgress(state)).toBe(' 7/12  best loss 0.0743  14 s, about 10 s left');
  expect(formatProgress({ ...state, failed: 2, done: 12 })).toBe('12/12  2 failed  best loss 0.0743  14 s');
  expect(formatProgress({ ...state, width: 20 })).toBe(' 7/12  best loss 0.…');
});

test('characters that cannot be shown are escaped in double quotes, and nested params stay nested', () => {
  expect(formatParams({ optimizer: { lr: 0.1, '\u001bname': '\u202egnp.exe' }, no: 'null', lines: 'a\nb' })).toBe(
    ['optimizer:', '  lr: 0.1', '  "\\ename": "\\u202egnp.exe"', 'no: "null"', 'lines: "a\\nb"'].join('\n'),
  );
});

test('params are YAML that reads back as the same values', () => {
  const params = fc.dictionary(
    awkwardText.filter((name) => name !== '__proto__'),
    fc.oneof(
      awkwardText,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(awkwardText, { maxLength: 2 }),
      fc.dictionary(
        awkwardText.filter((name) => name !== '__proto__'),
        awkwardText,
        { maxKeys: 2 },
      ),
    ),
  );
  fc.assert(
    fc.property(params, (value) => {
      const yaml = formatParams(value);
      expect(JSON.parse(JSON.stringify(parse(yaml)))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(yaml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    }),
  );
});

test('no control character survives, and plain text is left alone', () => {
  fc.assert(fc.property(awkwardText, (text) => expect(escapeControl(text)).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)));
  expect(escapeControl('naïve 👩‍🔬 <b>')).toBe('naïve 👩‍🔬 <b>');
  expect(escapeControl('\u001b[31m')).toBe('\\u001b[31m');
});

test('wide characters take two columns, combining ones none', () => {
  expect(['abc', '漢字', 'e\u0301', '👩', '█▌', 'ｗ', '한'].map(textWidth)).toEqual([3, 4, 1, 2, 2, 2, 2]);
  expect([clip('漢字漢字', 8), clip('漢字漢字', 7), clip('abc', 2), clip('abc', 0)]).toEqual([
    '漢字漢字',
    '漢字漢…',
    'a…',
    '',
  ]);
});

test('no line of text is wider than its place, and wrapping loses no word', () => {
  fc.assert(
    fc.property(awkwardText, fc.integer({ min: 1, max: 30 }), (text, width) => {
      expect(textWidth(clip(text, width))).toBeLessThanOrEqual(width);
      const lines = wrap(text, width);
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
      expect(wrap(text, 10_000).join('\n')).toBe(text);
    }),
  );
});

test('progress is one line that fits, whatever the metric is called', () => {
  fc.assert(
    fc.property(awkwardText, fc.double(), fc.integer({ min: 1, max: 100 }), (name, value, width) => {
      const line = formatProgress({ done: 1, total: 2, failed: 1, best: { name, value }, elapsedMs: 5, width });
      expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    }),
  );
});

test('a bar is never longer than its place', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.integer({ min: 1, max: 40 }), (part, length) =>
      expect(textWidth(bar(part, length))).toBeLessThanOrEqual(length),
    ),
  );
  expect([bar(0, 4), bar(0.5, 4), bar(1, 4)]).toEqual(['', '██', '████']);
});
