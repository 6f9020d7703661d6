import {
  bestTrial,
  rankTrials,
  renderLeaderboard,
  renderLeaderboardMarkdown,
  renderSummaryMarkdown,
  type TrialEntry,
} from '../../src/index.js';
import { frontNotes, ruleOf } from '../../src/data/frontNotes.js';
import { paretoFrontOf } from '../../src/data/rankTrials.js';
import { goalsReport } from '../support/severalGoals.js';

const report = goalsReport();

test('those of the front share the first rank, the picked one first; what violates a rule comes after all others', () => {
  expect(rankTrials(report).map(({ rank, front, result: { id } }) => [id, rank, front])).toEqual([
    ['id1', 1, 'picked'],
    ['id2', 1, 'front'],
    ['id0', 1, 'front'],
    ['id3', 4, undefined],
    ['id4', 5, undefined],
    ['id5', 6, undefined],
  ]);
});

test('the sweep file decides which one is picked', () => {
  const order = [
    { name: 'error', within: 0 },
    { name: 'speed', within: 0 },
  ];
  expect(bestTrial(report)?.result.id).toBe('id1');
  expect(bestTrial(goalsReport({ prefer: { kind: 'order', order } }))?.result.id).toBe('id2');
});

test('the leaderboard shows all goals, the front, and what is violated', () => {
  expect(renderLeaderboard(report, { width: 100, color: false }))
    .toBe(`digits (speed): minimize error, maximize speed, bayes

#  x   error  speed  bytes  front   violates     time    trial
1  1       2      8      2  picked                       id1
1  2       1      1      3  front                        id2
1  0       9     10      1  front                        id0
4  3       9      7      4                               id3
5  4       0     20     99          bytes <= 90          id4
6  5  failed                                             id5

Picked params (trial id1)
  x: 1

Trial id5 failed: x: 5
  Error: bad luck

6 trials (1 infeasible, 1 failed)
Pareto front: 3 of 6 trials, hypervolume 64.12 from error 9.8 and speed 0.1 (a tenth of the range
beyond the worst of the first ten).
Picked by knee, which gives up least in all goals together.
1 trial violates bytes <= 90.
`);
  const markdown = renderLeaderboardMarkdown(report);
  expect(markdown).toContain('| x | error | speed | bytes | front | violates | trial |');
  expect(markdown).toContain('| 1 | 1 | 2 | 8 | 2 | picked |');
});

test('a reference point of the user is stated as such, and changes the volume alone', () => {
  const own = goalsReport({ reference: { error: 10, speed: 0 } });
  expect(paretoFrontOf(own)?.hypervolume).toBe(9 * 1 + 8 * 7 + 1 * 2);
  expect(frontNotes(own)[0]).toBe(
    'Pareto front: 3 of 6 trials, hypervolume 67 from error 10 and speed 0 (as the sweep file says).',
  );
  expect(frontNotes(goalsReport({ reference: { error: 10 } }))[0]).toContain(
    '(error as the sweep file says, else a tenth',
  );
});

test('each baseline is compared with the front', () => {
  const baseline = (name: string) => ({ name, params: {}, isInside: true });
  const [first, , , worse] = report.trials;
  const trials = report.trials.map((trial) =>
    trial === first ? { ...trial, baseline: 'fast' } : trial === worse ? { ...trial, baseline: 'folklore' } : trial,
  );
  const notes = frontNotes({
    ...report,
    trials,
    baselines: [baseline('fast'), baseline('folklore'), baseline('late')],
  });
  expect(notes.slice(2)).toEqual([
    'fast is on the front: no trial is better in one goal and no worse in the others.',
    '2 of the 3 on the front are better than folklore: trial id1 (x 1) has error 2 instead of 9 and speed 8 instead of 7.',
    'late has no result yet.',
  ]);
});

test('a summary compares volumes from the same reference', () => {
  const before = {
    where: 'the lock of main',
    metric: report.metric,
    trials: report.trials.slice(0, 1).map(({ result }) => result),
  };
  expect(renderSummaryMarkdown(report, before)).toContain(
    'Picked of the front: error **2** (minimize) and speed **8** (maximize) with x 1. The hypervolume is 64.12; in the lock of main it was 7.92.',
  );
  const other = { ...before, metric: { name: 'error', goal: 'minimize' as const } };
  expect(renderSummaryMarkdown(report, other)).toContain('trials were compared by other goals');
});

test('replicates are judged by their means, also by rules', () => {
  const replicated = report.trials.slice(0, 1).flatMap((trial) =>
    [80, 98].map((bytes, replicate) => ({
      number: replicate,
      result: {
        ...trial.result,
        id: `r${replicate}`,
        ...(replicate > 0 && { replicate }),
        metrics: { error: replicate, speed: 3, bytes },
        outcome:
          replicate === 0
            ? ({ kind: 'completed' } as const)
            : ({ kind: 'infeasible', reason: '', violates: ['bytes <= 90'] } as const),
      },
    })),
  );
  const [first] = rankTrials({ ...report, replicates: 2, trials: replicated });
  expect(first).toMatchObject({
    front: 'picked',
    result: { outcome: { kind: 'completed' }, metrics: { error: 0.5, bytes: 89 } },
  });
});

test('with one goal, a rule takes the best out and says so', () => {
  const { goals: _, ...metric } = report.metric;
  const single = goalsReport({ metric });
  expect(bestTrial(single)?.result.id).toBe('id2');
  expect(renderLeaderboard(single, { width: 100, color: false })).toContain('1 trial violates bytes <= 90.');
});

test('a goal without a weight may have the name of what all objects have', () => {
  const goals = ['error', 'constructor'].map((name) => ({ name, goal: 'minimize' }) as const);
  const prefer = { kind: 'weights', weights: { error: 2 } } as const;
  expect(ruleOf({ metric: { name: 'error', goal: 'minimize', goals }, prefer })).toBe(
    'by the lowest weighted sum: 2 for error and 0 for constructor',
  );
});

test('trials that were not run again are not on the front, but the reference still follows from them', () => {
  const twice = (entry: TrialEntry): TrialEntry => ({
    ...entry,
    result: { ...entry.result, id: `${entry.result.id}b`, replicate: 1 },
  });
  const { trials } = goalsReport();
  const checked = trials.slice(1, 3).map(twice);
  const front = paretoFrontOf(goalsReport({ trials: [...trials, ...checked], replicates: 1 }));
  expect(front?.members.map(({ result }) => result.id)).toEqual(['id1', 'id2']);
  expect(front?.reference).toEqual(paretoFrontOf(report)?.reference);
});

test('an empty front has no volume to speak of', () => {
  expect(frontNotes(goalsReport({ trials: report.trials.slice(5) }))).toEqual(['Pareto front: 0 of 1 trial.']);
});
