import {
  createReportData,
  renderLeaderboard,
  renderLeaderboardMarkdown,
  selectTrials,
  type SweepReport,
} from '../../src/index.js';
import { baselineNotes } from '../../src/data/baselineNotes.js';
import { winnerNotes } from '../../src/data/winnerNotes.js';

import { renderFigures } from '../../bundled/figures.js';
import { reportOnCases } from '../support/onCases.js';
import { replicatedReport } from '../support/replicated.js';

const folklore = { name: 'folklore', params: { x: 0 }, note: 'heavy ball 0.9', isInside: true };

/** The configuration x = 0 is the baseline. */
function compared(losses: Parameters<typeof replicatedReport>[0], changes: Partial<SweepReport> = {}): SweepReport {
  const { replicates, ...report } = replicatedReport(losses);
  const trials = report.trials.map((trial) =>
    trial.result.params['x'] === 0 ? { ...trial, baseline: 'folklore' } : trial,
  );
  return {
    ...report,
    ...(replicates === 1 ? {} : { replicates }),
    trials,
    baselines: [folklore],
    ...changes,
  } as SweepReport;
}

test('the best is compared with a baseline in relative terms, with a word for the direction', () => {
  expect(baselineNotes(compared([[0.05], [0.041], [0.2]]))).toEqual([
    'The best is 18 % below folklore (heavy ball 0.9): loss 0.041 instead of 0.05.',
  ]);
  expect(baselineNotes(compared([[0.18], [0.00005]]))[0]).toMatch(/^The best is 99\.97 % below folklore/);
  const metric = { name: 'loss', goal: 'maximize' } as const;
  expect(baselineNotes(compared([[0.8], [0.88]], { metric }))).toEqual([
    'The best is 10 % above folklore (heavy ball 0.9): loss 0.88 instead of 0.8.',
  ]);
  expect(baselineNotes(compared([[-10], [-12.5]]))).toEqual([
    expect.stringMatching(/^The best is 25 % below folklore/),
  ]);
  expect(baselineNotes(compared([[0], [-0.5]]))).toEqual([expect.stringMatching(/^The best is 0\.5 below folklore/)]);
  expect(baselineNotes(compared([[1], [-0.5]]))).toEqual([expect.stringMatching(/^The best is 1\.5 below folklore/)]);
});

test('a baseline that nothing beats is named as the best', () => {
  expect(baselineNotes(compared([[0.01], [0.041]]))).toEqual([
    'The best is folklore (heavy ball 0.9) itself: no other trial is better.',
  ]);
  expect(baselineNotes(compared([[0.01], [0.041]], { baselines: [{ ...folklore, isInside: false }] }))).toEqual([
    'The best is folklore (heavy ball 0.9) itself: no other trial is better. It lies outside of the search space: widen that.',
  ]);
  expect(baselineNotes(compared([[1], [1]]))[0]).toMatch(/^The best is (folklore .* itself|no better than folklore)/);
});

test('a baseline without a value is compared with nothing', () => {
  expect(baselineNotes(compared([[{ kind: 'diverged' }], [1]]))).toEqual([
    'Nothing is compared with folklore (heavy ball 0.9): it has diverged.',
  ]);
  expect(baselineNotes(compared([[1], [1]], { trials: [] }))).toEqual([
    'Nothing is compared with folklore (heavy ball 0.9): it has no result yet.',
  ]);
});

test('with replicates, the gain has an error, and what may be luck is called so', () => {
  const clear = compared([[0.5, 0.51, 0.49], [0.4, 0.41, 0.392], [0.6, 0.59, 0.61]]); // prettier-ignore
  expect(winnerNotes(clear).at(-1)).toMatch(
    /^The best is 2\d % below folklore \(heavy ball 0\.9\): it gains 0\.\d+ ± 0\.\d+\.$/,
  );
  expect(winnerNotes(clear).join(' ')).not.toContain('the first trial');
  const unclear = compared([[0.5, 0.7, 0.3], [0.45, 0.3, 0.72], [0.9, 0.8, 1.2]]); // prettier-ignore
  expect(winnerNotes(unclear).at(-1)).toMatch(
    /^The best may be no better than folklore \(heavy ball 0\.9\): it gains .* ± /,
  );
});

test('a baseline that a race has dropped is compared on what it was evaluated on', () => {
  const dropped = (own: readonly number[], changes: Partial<SweepReport> = {}): readonly string[] => {
    const report = reportOnCases([[own], [[1, 2, 2.9, 3, 4]], [[9, 9]]], {
      baselines: [folklore],
      isRace: true,
      ...changes,
    });
    return baselineNotes({
      ...report,
      trials: report.trials.map((trial) =>
        trial.result.params['x'] === 0 ? { ...trial, baseline: 'folklore' } : trial,
      ),
    });
  };
  expect(dropped([2, 3, 4])).toEqual([
    'The best is 34 % below folklore (heavy ball 0.9) on the 3 of 5 evaluations that it has: it gains 1.033 ± 0.033.',
  ]);
  expect(dropped([1.1, 2, 2.9])).toEqual([
    expect.stringMatching(/^The best may be no better than folklore .* that it has/),
  ]);
  expect(dropped([2])).toEqual([
    'The best is ahead of folklore (heavy ball 0.9), which was not evaluated on everything.',
  ]);
  expect(dropped([2, 3, 4], { aggregate: 'max' })).toEqual([expect.stringContaining('not evaluated on everything')]);
});

test('the row of a baseline has its name, in the leaderboard, in filters and in the data of the page', () => {
  const report = compared([[0.05], [0.041], [0.2]]);
  expect(renderLeaderboard(report, { width: 120, color: false })).toMatch(/2 +0 +0\.05 +folklore/);
  expect(renderLeaderboardMarkdown(report)).toContain('| 2 | 0 | 0.05 | folklore |');
  const selected = selectTrials(report, { filter: 'baseline = folklore' });
  expect(selected.ok && selected.trials.map(({ result }) => result.id)).toEqual(['x0r0']);
  expect(createReportData(report)).toMatchObject({
    baselines: [{ name: 'folklore', index: 0 }],
    trials: { baseline: ['folklore', '', ''] },
  });
  expect(createReportData(compared([[0.5, 0.4], [0.3, 0.2]]))).toMatchObject({ baselines: [{ index: 0 }] }); // prettier-ignore
});

test('charts have a line with the name of each baseline', () => {
  const figures = renderFigures(createReportData(compared([[0.05], [0.041], [0.2]])));
  for (const name of ['history', 'slices']) expect(figures.get(name as 'history')).toMatch(/>folklore</);
  const plain = renderFigures(createReportData({ ...compared([[0.05], [0.041]]), baselines: [] }));
  expect(plain.get('history')).not.toMatch(/>folklore</);
});
