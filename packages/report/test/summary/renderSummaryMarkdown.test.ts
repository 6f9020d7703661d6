import type { TrialResult } from '@nx-tune/sweep';

import { renderSummaryMarkdown, type ResultsBefore, type SweepReport } from '../../src/index.js';
import { example } from '../support/example.js';

const results = example.trials.map(({ result }) => result);
const before = (trials: readonly TrialResult[], changes: Partial<ResultsBefore> = {}): ResultsBefore => ({
  where: 'the lock of main',
  metric: example.metric,
  trials,
  ...changes,
});
const withLoss = (id: string, loss: number): TrialResult[] =>
  results.map((result) => (result.id === id ? { ...result, metrics: { loss } } : result));

test('the best before and after, ranks that changed, and the cost', () => {
  const earlier = withLoss('id3', 0.75).filter(({ id }) => id !== 'id5');
  expect(renderSummaryMarkdown(example, before(earlier))).toBe(`### digits

Best loss: **0.123457** with x 2, color blue, l2 0.1 (minimize). In the lock of main it was 0.25: better by 0.126543, 51 %.

| \\# | x | color | loss | rank before | loss before | trial |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 2 | blue | 0.123457 | 3 (up 2) | 0.75 | id3 |
| 2 | 1 | blue | 0.25 | 1 (down 1) | 0.25 | id1 |
| 3 | 1 | red | 0.5 | 2 (down 1) | 0.5 | id0 |
| 4 | 3 | blue | 1 | new |  | id5 |
| 5 | 2 | red | diverged | 4 (down 1) | diverged | id2 |

6 trials (1 diverged, 1 failed): 2 restored, 4 computed, which took 21 s in all.
`);
});

const bestOf = (report: SweepReport, earlier: ResultsBefore | undefined): string =>
  renderSummaryMarkdown(report, earlier).split('\n')[2] ?? '';

test.each([
  ['nothing to compare with', undefined, 'There is no lock to compare with.'],
  ['the same', before(results), 'The same as in the lock of main.'],
  ['a worse one', before(withLoss('id3', 0.1)), 'it was 0.1: worse by 0.0234568, 23 %.'],
  ['zero', before(withLoss('id3', 0)), 'it was 0: worse by 0.123457.'],
  ['no completed trial', before(results.slice(2, 3)), 'In the lock of main there is none.'],
  [
    'a lock without the metric',
    before(results.map((one) => ({ ...one, metrics: {} }))),
    'In the lock of main there is none.',
  ],
  [
    'another goal',
    before(results, { metric: { name: 'loss', goal: 'maximize' } }),
    'In the lock of main, trials were compared by maximize loss.',
  ],
])('compared with %s', (_, earlier, said) => expect(bestOf(example, earlier)).toContain(said));

test('for a metric that is maximized, more is better', () => {
  const metric = { name: 'loss', goal: 'maximize' } as const;
  expect(bestOf({ ...example, metric }, before(withLoss('id5', 0.8), { metric }))).toContain(
    'it was 0.8: better by 0.2, 25 %.',
  );
});

test('problems are listed, and no text of a user is Markdown', () => {
  const report = { ...example, project: '<b>|*x*', metric: { name: '`a`', goal: 'minimize' as const } };
  const text = renderSummaryMarkdown(report, before(results, { where: '[x](y)', metric: report.metric }), ['a\n  b|c']);
  expect(text).toContain('### \\<b\\>\\|\\*x\\*\n');
  expect(text).toContain('\\`a\\`');
  expect(text).toContain('- a\n- b\\|c\n');
  expect(text).not.toMatch(/(?<!\\)[`<[]/);
});
