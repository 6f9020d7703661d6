import * as fc from 'fast-check';

import { renderLeaderboard, renderLeaderboardMarkdown, renderReportHtml } from '../../src/index.js';
import { textWidth } from '../../src/text/textWidth.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { example } from '../support/example.js';

test('a leaderboard', () => {
  expect(renderLeaderboard(example, { width: 100, color: false, wallMs: 14_000 })).toBe(`digits: minimize loss, grid

#  x  color      loss                     time            trial
1  2   blue  0.123457  ████████████████  6.0 s  computed  id3
2  1   blue      0.25  █████████████▊    3.0 s  computed  id1
3  1    red       0.5  █████████▏        1.5 s  cached    id0
4  3   blue         1                    9.0 s  cached    id5
5  2    red  diverged                    4.5 s  computed  id2
6  3    red    failed                    7.5 s  computed  id4

Same in all trials: l2 0.1

Best params (trial id3)
  x: 2
  color: blue
  l2: 0.1

Trial id4 failed: x: 3, color: red, l2: 0.1
  Error: bad luck
      at src/objective.ts:3:9

6 trials (1 diverged, 1 failed): 2 cached, 4 computed in 14 s; the cache saved 11 s of work
`);
});

test('a narrow terminal loses the least needed columns first', () => {
  const titles = (width: number): string => renderLeaderboard(example, { width, color: false }).split('\n')[2] ?? '';
  expect([60, 36, 26, 20].map(titles)).toEqual([
    '#  x  color      loss   time            trial',
    '#  x  color      loss   time',
    '#  x  color      loss',
    '#  x      loss',
  ]);
});

test('params that do not fit are named', () => {
  const shown = (width: number) => renderLeaderboard(example, { width, color: false });
  expect(shown(26)).not.toContain('Too narrow');
  expect(shown(20)).toContain('\n6  3    failed\nToo narrow to show\ncolor\n');
});

test('top leaves the others out and says so', () => {
  const text = renderLeaderboard(example, { width: 100, color: false, top: 2 });
  expect(text).toContain('... and 4 more\n');
  expect(text).not.toContain('id5');
});

test('the best is green, a failed one red, and without colour there is no escape code', () => {
  expect(renderLeaderboard(example, { width: 100, color: true })).toMatch(/\p{Cc}\[32m1 {2}2 {3}blue.*\p{Cc}\[39m/u);
  expect(renderLeaderboard(example, { width: 100, color: true })).toMatch(/\p{Cc}\[31m6 {2}3 {4}red.*\p{Cc}\[39m/u);
});

test('no line is wider than the terminal, and no value drives it', () => {
  fc.assert(
    fc.property(arbitraryReport, fc.integer({ min: 20, max: 140 }), (report, width) => {
      const lines = renderLeaderboard(report, { width, color: false }).split('\n');
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
      expect(lines.filter((line) => /[\p{Cc}\u202a-\u202e]/u.test(line))).toEqual([]);
    }),
  );
});

test('colour adds escape codes and changes nothing else; the same report gives the same text', () => {
  fc.assert(
    fc.property(
      arbitraryReport,
      fc.integer({ min: 1, max: 140 }),
      fc.option(fc.nat(12), { nil: undefined }),
      (report, width, top) => {
        const options = { width, ...(top === undefined ? {} : { top }) };
        const plain = renderLeaderboard(report, { ...options, color: false });
        expect(renderLeaderboard(report, { ...options, color: true }).replace(/\p{Cc}\[\d+m/gu, '')).toBe(plain);
        expect(renderLeaderboard(structuredClone(report), { ...options, color: false })).toBe(plain);
      },
    ),
  );
});

test('an id that would drive the terminal is text', () => {
  const trials = example.trials.map((trial) => ({
    ...trial,
    result: { ...trial.result, id: `\u001b[2J${trial.number}` },
  }));
  expect(renderLeaderboard({ ...example, trials }, { width: 100, color: false })).toContain(
    'Best params (trial \\u001b[2J3)\n',
  );
});

test('a narrow terminal breaks the counts into lines', () => {
  expect(renderLeaderboard(example, { width: 40, color: false, wallMs: 14_000 })).toMatch(
    /\n6 trials \(1 diverged, 1 failed\): 2 cached,\n4 computed in 14 s; the cache saved 11 s of\nwork\n$|\n6 trials \(1 diverged, 1 failed\): 2\ncached, 4 computed in 14 s; the cache\nsaved 11 s of work\n$/,
  );
});

test('no two columns have the same title', () => {
  const report = {
    ...example,
    parameters: ['time', 'trial', 'loss'],
    trials: example.trials.map((trial) => ({
      ...trial,
      result: { ...trial.result, params: { time: trial.number, trial: -trial.number, loss: 2 * trial.number } },
    })),
  };
  const [, , titles = ''] = renderLeaderboard(report, { width: 200, color: false }).split('\n');
  expect(titles.trim().split(/\s+/)).toEqual([
    '#',
    'params.time',
    'params.trial',
    'loss',
    'metrics.loss',
    'time',
    'trial',
  ]);
  expect(renderLeaderboardMarkdown(report)).toContain('| \\# | time | params.trial | loss | metrics.loss | trial |');
  expect(renderReportHtml(report)).toContain(
    '<th scope="col">rank</th><th scope="col">metrics.loss</th><th scope="col">time</th><th scope="col">params.trial</th><th scope="col">loss</th>',
  );
});

test('a name by which trials are sorted gets a column, unless it has one', () => {
  const titles = (sortedBy: string): string =>
    renderLeaderboard(example, { width: 100, color: false, sortedBy }).split('\n')[2] ?? '';
  expect(titles('-seed')).toMatch(/trial +seed$/);
  expect(titles('x')).toBe(titles('rank'));
  expect(titles('-metrics.loss')).toBe(titles('rank'));
});

describe('trials that failed', () => {
  const failures = (...errors: readonly string[]): string => {
    const [first] = example.trials;
    const trials = errors.map((error, number) => ({
      ...first!,
      number,
      result: { ...first!.result, id: `id${number}`, outcome: { kind: 'failed' as const, error }, metrics: {} },
    }));
    const text = renderLeaderboard({ ...example, trials }, { width: 100, color: false, top: 0 });
    return text.slice(text.indexOf('failed:') - 20);
  };
  const traceback = (rate: number): string =>
    `python: exit code 1\nTraceback (most recent call last):\n  File "a.py", line 1, in <module>\n    step()\nValueError: bad rate ${rate}`;

  test('alike ones are counted, and their error is shown once', () => {
    const text = failures(...[0.1, 0.2, 0.3, 0.4, 0.5].map(traceback));
    expect(text).toContain(
      '5 trials failed: id0, id1, id2 and 2 more\n  ValueError: bad rate 0.1\n  The others differ in numbers.\n\n5 trials',
    );
    expect(text).not.toContain('Traceback');
    expect(failures(traceback(1), traceback(1))).not.toContain('differ');
  });

  test('each kind is shown, up to a few', () => {
    expect(failures(traceback(1), 'Error: other\n    at a.ts:1:1')).toMatch(
      /Trial id0 failed: .*\n {2}ValueError: bad rate 1\n\nTrial id1 failed: .*\n {2}Error: other\n {6}at a\.ts:1:1\n/,
    );
    const names = 'abcdefghijkl'.split('').map((letter) => `Error: ${letter}`);
    expect(failures(...names)).toContain('\n4 trials failed in 4 other ways\n');
  });

  test('the causes of an error are shown rather than more of its stack', () => {
    const frames = '    at a\n    at b\n    at c\n    at d';
    expect(failures(`Error: outer\n${frames}\ncaused by Error: inner\n${frames}`)).toContain(
      '  Error: outer\n      at a\n      at b\n  caused by Error: inner\n',
    );
  });
});
