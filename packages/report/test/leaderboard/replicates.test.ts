import {
  compareTrials,
  renderLeaderboard,
  renderLeaderboardMarkdown,
  renderSummaryMarkdown,
  replicateFacts,
  bestTrial,
  configurationOf,
  createReportData,
  renderReportHtml,
  selectTrials,
} from '../../src/index.js';
import { replicatedReport } from '../support/replicated.js';

const failed = { kind: 'failed', error: 'Error: bad luck\n    at src/objective.ts:3:9' } as const;
const report = replicatedReport([
  [0.5, 0.25, 0.75],
  [0.2, 0.3, 0.25],
  [0.1, failed, 0.1],
]);
const screen = { width: 100, color: false };

test('the leaderboard has a row for each configuration, with its mean, standard error and replicates', () => {
  expect(renderLeaderboard(report, screen)).toMatchInlineSnapshot(`
    "digits: minimize loss, grid, means of 3 replicates

    #  x           loss   ± se  replicates                    time    trial
    1  1           0.25  0.029           3  ████████████████          x1r0
    2  0            0.5   0.14           3                            x0r0
    3  2  1 of 3 failed                  3                            x2r0

    Best params (trial x1r0 and its replicates)
      x: 1

    Trial x2r1 failed: x: 2
      Error: bad luck
          at src/objective.ts:3:9

    9 trials (1 failed)
    Expect 0.32 from a new replicate of the best, 90 % of them between -0.06 and 0.86: the mean shown is
    0.07 too good, since it was chosen among 2.
    #2 (x0r0) cannot be told from the best: paired by replicate, the mean difference is within 2
    standard errors.
    The best may be no better than the first trial (x0r0): it gains 0.18 ± 0.16.
    "
  `);
});

test.each([
  ['seen', 'digits: minimize loss, grid, means of 3 replicates, ranked by first values'],
  ['lower_bound', 'digits: minimize loss, grid, means of 3 replicates, ranked by pessimistic bounds'],
  ['mean', 'digits: minimize loss, grid, means of 3 replicates'],
] as const)('with "pick: %s", the headline says how means are ranked', (pick, headline) => {
  expect(renderLeaderboard({ ...report, pick }, screen).split('\n')[0]).toBe(headline);
});

test('so does the headline where only the best have replicates, and none where there are none', () => {
  const { replicates: _, ...top } = report;
  expect(renderLeaderboard({ ...top, pick: 'seen' }, screen)).toMatch(/^digits: minimize loss, grid, ranked by first/);
  const single = replicatedReport([[1], [2]], { pick: 'seen' });
  expect(renderLeaderboard({ ...single, replicates: undefined } as never, screen)).toMatch(/grid\n/);
});

test('so has the one in Markdown', () => {
  expect(renderLeaderboardMarkdown(report)).toMatchInlineSnapshot(`
    "# digits

    9 trials by grid (1 failed), minimize loss, means of 3 replicates.

    | \\# | x | loss | ± se | replicates | trial |
    | --- | --- | --- | --- | --- | --- |
    | 1 | 1 | 0.25 | 0.029 | 3 | x1r0 |
    | 2 | 0 | 0.5 | 0.14 | 3 | x0r0 |
    | 3 | 2 | 1 of 3 failed |  | 3 | x2r0 |

    Best params (trial x1r0 and its replicates):

    \`\`\`yaml
    x: 1
    \`\`\`

    Expect 0.32 from a new replicate of the best, 90 % of them between -0.06 and 0.86: the mean shown is 0.07 too good, since it was chosen among 2.

    \\#2 (x0r0) cannot be told from the best: paired by replicate, the mean difference is within 2 standard errors.

    The best may be no better than the first trial (x0r0): it gains 0.18 ± 0.16.

    Failed:

    - 1 trial (x2r1): Error: bad luck
    "
  `);
});

test('and the summary of a change, which compares configurations with those of the lock', () => {
  const before = {
    where: 'the lock of main',
    metric: report.metric,
    trials: report.trials.slice(0, 6).map(({ result }) => result),
  };
  expect(renderSummaryMarkdown(report, before)).toMatchInlineSnapshot(`
    "### digits

    Best loss: **0.25 ± 0.029** with x 1 (minimize). The same as in the lock of main.

    | \\# | x | loss | ± se | replicates | rank before | loss before | trial |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | 1 | 1 | 0.25 | 0.029 | 3 | 1 | 0.25 | x1r0 |
    | 2 | 0 | 0.5 | 0.14 | 3 | 2 | 0.375 | x0r0 |
    | 3 | 2 | 1 of 3 failed |  | 3 | 3 | 1 of 2 failed | x2r0 |

    9 trials (1 failed): 9 restored, 0 computed.

    Expect 0.32 from a new replicate of the best, 90 % of them between -0.06 and 0.86: the mean shown is 0.07 too good, since it was chosen among 2. \\#2 (x0r0) cannot be told from the best: paired by replicate, the mean difference is within 2 standard errors. The best may be no better than the first trial (x0r0): it gains 0.18 ± 0.16.
    "
  `);
});

test('files say how sure the mean is', () => {
  const best = bestTrial(report);
  expect(best?.result.metrics).toEqual({ loss: 0.25, size: 1 });
  expect(best && replicateFacts(best)).toEqual({
    standardErrors: { loss: expect.closeTo(0.05 / Math.sqrt(3), 10) as number, size: 0 },
    replicates: 3,
    ids: ['x1r0', 'x1r1', 'x1r2'],
  });
});

test('configurations are compared by their means, a replicate that is named by itself', () => {
  const [first, second, ...others] = report.trials.filter(({ result }) => result.params['x'] !== 2);
  const compared = [first, others.at(-1)].flatMap((trial) =>
    trial === undefined ? [] : [{ title: trial.result.id, report, trial: configurationOf(report, trial) }],
  );
  const { rows } = compareTrials(compared);
  expect(second?.result.id).toBe('x1r0');
  expect(Object.fromEntries(rows.map(({ title, values }) => [title, values]))).toMatchObject({
    loss: [0.5, 0.25],
    '± se': ['0.14', undefined],
    replicates: ['3', '1'],
  });
});

test('trials are selected by means, or each replicate for itself', () => {
  const ids = (each: boolean): string[] => {
    const selected = selectTrials(report, { filter: 'loss <= 0.3', each });
    return selected.ok ? selected.trials.map(({ result }) => result.id) : [];
  };
  expect(ids(false)).toEqual(['x1r0']);
  expect(ids(true)).toEqual(['x1r0', 'x1r1', 'x1r2', 'x0r1', 'x2r0', 'x2r2']);
});

test('the page has each replicate as a point, and each configuration as a row', () => {
  const data = createReportData(report);
  expect(data.trials.id).toHaveLength(9);
  expect(data.metrics[0]?.values).toEqual([0.5, 0.2, 0.1, 0.25, 0.3, null, 0.75, 0.25, 0.1]);
  expect(data.best).toBe(1);
  expect(data.configurations).toEqual({
    first: [0, 1, 2, 0, 1, 2, 0, 1, 2],
    means: [
      [0.5, 0.25, null, null, null, null, null, null, null],
      [0, 1, null, null, null, null, null, null, null],
    ],
    spreads: [
      [
        expect.closeTo(0.1443, 4) as number,
        expect.closeTo(0.0289, 4) as number,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
      ],
      [0, 0, null, null, null, null, null, null, null],
    ],
    errors: ['0.14', '0.029', '', '', '', '', '', '', ''],
    replicates: ['3', '3', '3', '', '', '', '', '', ''],
    broken: { 2: '1 of 3 failed' },
  });
  expect(data.checked).toEqual([
    { index: 1, seen: 0.2, later: [0.3, 0.25], mean: 0.275, error: expect.closeTo(0.025, 9) as number },
    { index: 0, seen: 0.5, later: [0.25, 0.75], mean: 0.5, error: 0.25 },
  ]);
  const html = renderReportHtml(report);
  expect(html).toContain('<b>0.25 ± 0.029</b>');
  expect(html).toContain('of 3 configurations');
  expect(html.match(/<tr class="(best|completed|failed)">/g)).toHaveLength(3);
});
