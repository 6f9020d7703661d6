import fc from 'fast-check';

import { renderLeaderboard } from '../src/index.js';
import { arbitraryReport } from './support/arbitraryReport.js';
import { example } from './support/example.js';

test('a leaderboard', () => {
  expect(renderLeaderboard(example, { width: 100, color: false, wallMs: 14_000 })).toBe(`digits: minimize loss, grid

#  x  color      loss                     time            trial
1  2   blue  0.123457  ████████████████  6.0 s  computed  id3
2  1   blue      0.25  █████████████▊    3.0 s  computed  id1
3  1    red       0.5  █████████▏        1.5 s  cached    id0
4  3   blue         1                    9.0 s  cached    id5
5  2    red  diverged                    4.5 s  computed  id2
6  3    red    failed                    7.5 s  computed  id4

The same in all: l2 0.1

Best params, of trial id3
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
  expect([60, 36, 26, 20].map(titles)).toEqual(['#  x  color      loss   time            trial', '#  x  color      loss   time', '#  x  color      loss', '#  x      loss']);
});

test('top leaves the others out and says so', () => {
  const text = renderLeaderboard(example, { width: 100, color: false, top: 2 });
  expect(text).toContain('... and 4 more\n');
  expect(text).not.toContain('id5');
});

test('the best is green, a failed one red, and without colour there is no escape code', () => {
  expect(renderLeaderboard(example, { width: 100, color: true })).toMatch(/\u001b\[32m1 {2}2 {3}blue.*\u001b\[39m/);
  expect(renderLeaderboard(example, { width: 100, color: true })).toMatch(/\u001b\[31m6 {2}3 {4}red.*\u001b\[39m/);
});

test('no line is wider than the terminal, and no value drives it', () => {
  fc.assert(
    fc.property(arbitraryReport, fc.integer({ min: 20, max: 140 }), (report, width) => {
      const lines = renderLeaderboard(report, { width, color: false }).split('\n');
      for (const line of lines) {
        expect([...line].length).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      }
    }),
  );
});
