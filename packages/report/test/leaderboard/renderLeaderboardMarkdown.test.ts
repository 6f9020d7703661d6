import * as fc from 'fast-check';

import { renderLeaderboardMarkdown } from '../../src/index.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { example } from '../support/example.js';

test('a leaderboard', () => {
  expect(renderLeaderboardMarkdown(example)).toBe(`# digits

6 trials by grid (1 diverged, 1 failed), minimize loss.

| \\# | x | color | loss | trial |
| --- | --- | --- | --- | --- |
| 1 | 2 | blue | 0.123457 | id3 |
| 2 | 1 | blue | 0.25 | id1 |
| 3 | 1 | red | 0.5 | id0 |
| 4 | 3 | blue | 1 | id5 |
| 5 | 2 | red | diverged | id2 |
| 6 | 3 | red | failed | id4 |

Best params (trial id3):

\`\`\`yaml
x: 2
color: blue
l2: 0.1
\`\`\`

Failed:

- 1 trial (id4): Error: bad luck
`);
});

test('alike failures are counted, and each kind has the line that says what happened', () => {
  const python = (rate: number): string =>
    `python3: exit code 1\nTraceback (most recent call last):\n  File "train.py", line 1\nValueError: bad rate ${rate}`;
  const errors = [python(1), python(2), python(3), python(4), 'python3: ended by SIGSEGV\nepoch 1', python(5)];
  const trials = example.trials.map((trial, index) => ({
    ...trial,
    result: { ...trial.result, outcome: { kind: 'failed' as const, error: errors[index] ?? '' } },
  }));
  expect(renderLeaderboardMarkdown({ ...example, trials })).toMatch(
    /No trial completed\.\n\nFailed:\n\n- 5 trials \(id0, id1, id2 and 2 more\): ValueError: bad rate 1\n- 1 trial \(id4\): python3: ended by SIGSEGV: a segmentation fault, in native code\n$/,
  );
});

test('nothing of how a run went is in it', () => {
  const other = {
    ...example,
    trials: example.trials.map(({ number, result, executed }) => ({ number, result, executed: !executed })),
  };
  expect(renderLeaderboardMarkdown(other)).toBe(renderLeaderboardMarkdown(example));
});

test('no control character but line breaks; the same report gives the same bytes', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const text = renderLeaderboardMarkdown(report);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      expect(renderLeaderboardMarkdown(structuredClone(report))).toBe(text);
    }),
  );
});

test('every row has as many cells as the head, whatever the values', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      const rows = renderLeaderboardMarkdown(report)
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(0, report.trials.length + 2);
      const cells = rows.map((row) => row.replace(/\\./g, '').split('|').length);
      expect(new Set(cells).size).toBe(1);
      expect(rows).toHaveLength(report.trials.length + 2);
    }),
  );
});
