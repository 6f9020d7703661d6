import { winnerNotes } from '../../src/data/winnerNotes.js';
import {
  bestTrial,
  compareTrials,
  configurationOf,
  createReportData,
  rankTrials,
  renderLeaderboard,
  renderLeaderboardMarkdown,
  renderReportHtml,
  renderTrial,
  replicateFacts,
  selectTrials,
  standardErrorOf,
  type SweepReport,
  type TrialDetail,
} from '../../src/index.js';
import { reportOnCases } from '../support/onCases.js';

const failed = { kind: 'failed', error: 'Error: bad luck' } as const;
/** The first is best on average, the second in the worst case. */
const plain = reportOnCases([[[1, 1, 7]], [[4, 4, 4]], [[5, 9, 8]]]);
const screen = { width: 90, color: false };
const metricsOf = (report: SweepReport) => rankTrials(report).map(({ result }) => result.metrics['loss']);

test.each([
  ['mean', [3, 4, 22 / 3]],
  ['median', [1, 4, 8]],
  ['min', [1, 4, 5]],
  ['max', [4, 7, 9]],
  ['p95', [4, 6.4, 8.9]],
] as const)('configurations are ranked by the %s of their cases', (aggregate, expected) => {
  const found = metricsOf({ ...plain, aggregate });
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 12);
});

test('the difference between cases does not make the metric less sure, and configurations are compared case by case', () => {
  const [best] = rankTrials(plain);
  expect(best && standardErrorOf(best, 'loss')).toBeUndefined();
  expect(winnerNotes(plain)).toEqual([
    '#2 (x1a0) cannot be told from the best: paired by case, the mean difference is within 2 standard errors.',
  ]);
  expect(winnerNotes({ ...plain, aggregate: 'max' })).toEqual([]);
  expect(winnerNotes(reportOnCases([[[2, 9, 17]], [[1, 8, 16.1]], [[2, 8.5, 17]]]))).toEqual([
    'Every other configuration is behind the best by more than 2 standard errors, paired by case.',
    'The best gains 0.967 ± 0.033 over the first configuration (x0a0).',
  ]);
  expect(renderLeaderboard(plain, screen)).toMatchInlineSnapshot(`
    "sat: minimize loss, grid, mean of 3 cases

    #  x     loss  cases                    time    trial
    1  0        3      3  ████████████████          x0a0
    2  1        4      3  ████████████▎             x1a0
    3  2  7.33333      3                            x2a0

    Best params (trial x0a0 and those on the other cases)
      x: 0

    9 trials
    #2 (x1a0) cannot be told from the best: paired by case, the mean difference is within 2
    standard errors.
    "
  `);
});

test('with replicates, the metric aggregates the means, and its error is that of the aggregates of replicates', () => {
  const report = reportOnCases([
    [
      [1, 5],
      [3, 5],
    ],
    [
      [9, 9],
      [9, 9],
    ],
  ]);
  const [best] = rankTrials(report);
  expect(best?.result.metrics).toEqual({ loss: 3.5 });
  // The replicates are 3 and 4.
  expect(best && standardErrorOf(best, 'loss')).toBeCloseTo(0.5, 12);
  expect(best && replicateFacts(best)).toEqual({
    standardErrors: { loss: 0.5 },
    replicates: 2,
    cases: 2,
    ids: ['x0a0', 'x0b0', 'x0a1', 'x0b1'],
  });
  expect(metricsOf({ ...report, aggregate: 'max' })).toEqual([5, 9]);
  expect(renderLeaderboard(report, screen)).toContain('mean of 2 cases, means of 2 replicates on each');
});

test('a configuration that lacks a case or failed on one comes after whole ones', () => {
  const report = reportOnCases([[[0, failed, 0]], [[9, 9, 9]], [[1, 1]]]);
  expect(rankTrials(report).map(({ result }) => result.params['x'])).toEqual([1, 2, 0]);
  expect(renderLeaderboardMarkdown(report)).toMatchInlineSnapshot(`
    "# sat

    8 trials by grid (1 failed), minimize loss, mean of 3 cases.

    | \\# | x | loss | cases | trial |
    | --- | --- | --- | --- | --- |
    | 1 | 1 | 9 | 3 | x1a0 |
    | 2 | 2 | 1 | 2 of 3 | x2a0 |
    | 3 | 0 | 1 of 3 failed | 3 | x0a0 |

    Best params (trial x1a0 and those on the other cases):

    \`\`\`yaml
    x: 1
    \`\`\`

    Failed:

    - 1 trial (x0b0): Error: bad luck

    Note: each configuration has the same loss on all cases: does the objective use its case, trial.case, \${case} or TUNE\\_CASE?
    "
  `);
});

test('a race says what it has dropped, and after how many cases', () => {
  const report = reportOnCases([[[4, 4, 5]], [[9, 9]], [[3, 3, 5]]], { isRace: true });
  expect(renderLeaderboard(report, screen)).toMatchInlineSnapshot(`
    "sat: minimize loss, grid, mean of 3 cases, a race

    #  x     loss                 cases                    time    trial
    1  2  3.66667                     3  ████████████████          x2a0
    2  0  4.33333                     3                            x0a0
    3  1        9  dropped after 2 of 3                            x1a0

    Best params (trial x2a0 and those on the other cases)
      x: 2

    8 trials
    Every other configuration is behind the best by more than 2 standard errors, paired by
    case.
    The best gains 0.67 ± 0.33 over the first configuration (x0a0).
    "
  `);
  expect(renderLeaderboardMarkdown(report)).toContain('| 3 | 1 | 9 | dropped after 2 of 3 |');
});

test('the same value on all cases is noted', () => {
  const note = 'does the objective use its case';
  expect(renderLeaderboard(reportOnCases([[[1, 1]], [[2, 2]], [[3, 3]]]), screen)).toContain(note);
  expect(renderLeaderboard(reportOnCases([[[1, 1]], [[2, 3]]]), screen)).not.toContain(note);
});

test('trials are selected by configuration, or each for itself by its case', () => {
  const ids = (filter: string, each: boolean): string[] => {
    const selected = selectTrials(plain, { filter, each });
    return selected.ok ? selected.trials.map(({ result }) => result.id) : [selected.message];
  };
  expect(ids('loss < 4', false)).toEqual(['x0a0']);
  expect(ids('case = b', true)).toEqual(['x0b0', 'x1b0', 'x2b0']);
});

test('a single trial says on which case it was, and what its configuration is worth', () => {
  const entry = plain.trials.find(({ result }) => result.id === 'x1c0');
  const detail: TrialDetail = {
    id: 'x1c0',
    number: 7,
    params: { x: 1 },
    seed: '0',
    artifacts: [],
    lock: 'no lock',
    ...(entry && { entry }),
  };
  const text = renderTrial(plain, detail, screen);
  expect(text).toContain('rank 2 of 3');
  expect(text).toMatch(/Case +c/);
  expect(text).toMatch(/Mean of 3 cases +4/);
});

test('configurations are compared by their metric, single trials with their cases', () => {
  const [first, second] = plain.trials;
  const compared = [first, second].flatMap((trial) =>
    trial === undefined ? [] : [{ title: trial.result.id, report: plain, trial: configurationOf(plain, trial) }],
  );
  const { rows } = compareTrials(compared);
  expect(Object.fromEntries(rows.map(({ title, values }) => [title, values]))).toMatchObject({
    loss: [3, 4],
    cases: ['3', '3'],
  });
});

test('the page has each trial as a point, and each configuration as a row', () => {
  const data = createReportData(plain);
  expect(data.trials.id).toHaveLength(9);
  expect(data.configurations).toMatchObject({
    first: [0, 1, 2, 0, 1, 2, 0, 1, 2],
    cases: ['3', '3', '3', '', '', '', '', '', ''],
  });
  expect(renderReportHtml(plain)).toContain('of 3 configurations');
  expect(bestTrial(plain)?.result).not.toHaveProperty('case');
});
