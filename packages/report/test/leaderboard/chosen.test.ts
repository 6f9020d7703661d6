import type { ReplicatesChoice } from '@nx-tune/sweep';

import {
  bestTrial,
  createReportData,
  renderLeaderboard,
  renderLeaderboardMarkdown,
  replicateFacts,
  type SweepReport,
} from '../../src/index.js';
import { replicatedReport } from '../support/replicated.js';

const screen = { width: 100, color: false };
const chosen = (losses: readonly (readonly number[])[], choice: ReplicatesChoice): SweepReport =>
  replicatedReport(losses, { replicates: choice.replicates, chosen: choice });
const noteOf = (choice: ReplicatesChoice): string =>
  renderLeaderboardMarkdown(chosen([[1, 2, 3], [3, 2, 3]], choice)).match(/^"replicates: auto".*$/m)?.[0] ?? ''; // prettier-ignore

/** Under the second seed all losses are lower by 0.4: a configuration that was run with both would be the best by its mean. */
const single = chosen([[0.5, 0.1], [0.4], [0.7, 0.3], [0.9]], { why: 'measured', replicates: 1, noise: 0.123 });

test('a single replicate: the first one counts, what measured noise changes no rank, and all trials are counted', () => {
  expect(renderLeaderboard(single, screen)).toMatchInlineSnapshot(`
    "digits: minimize loss, grid, 1 replicate (auto)

    #  x  loss                    time    trial
    1  1   0.4  ████████████████          x1r0
    2  0   0.5  ████████████▊             x0r0
    3  2   0.7  ██████▍                   x2r0
    4  3   0.9                            x3r0

    Best params (trial x1r0)
      x: 1

    6 trials
    "replicates: auto" chose 1: noise is 0.12 of the spread between 4 configurations that were tried
    with two seeds, and at most 0.5 is good enough.
    "
  `);
});

test('the files and the page have it likewise', () => {
  const best = bestTrial(single);
  expect(best?.result).toMatchObject({ id: 'x1r0', metrics: { loss: 0.4 } });
  expect(best && replicateFacts(best)).toEqual({});
  const { configurations, trials, checked } = createReportData(single);
  expect(configurations?.first).toEqual([0, 1, 2, 3, 0, 2]);
  expect(configurations?.means[0]).toEqual([0.5, 0.4, 0.7, 0.9, null, null]);
  expect(trials.rank).toEqual([2, 1, 3, 4, 2, 3]);
  expect(checked ?? []).toEqual([]);
});

test('the note says what was chosen and why', () => {
  expect(noteOf({ why: 'measured', replicates: 3, noise: 0.8 })).toBe(
    '"replicates: auto" chose 3: noise is 0.8 of the spread between 4 configurations that were tried with two seeds, so that the standard error of a mean is 0.46 of it; at most 0.5 is good enough.',
  );
  expect(noteOf({ why: 'measured', replicates: 5, noise: 2.345 })).toBe(
    '"replicates: auto" chose 5, the most that it chooses: noise is 2.3 of the spread between 4 configurations that were tried with two seeds, and the standard error of a mean 1 of it.',
  );
  expect(noteOf({ why: 'measured', replicates: 5, noise: null })).toContain('cannot be told from noise');
  expect(noteOf({ why: 'no noise', replicates: 1 })).toContain('seems not to use its seed');
  expect(noteOf({ why: 'unknown', replicates: 3 })).toContain('too few');
});

test('on cases, those of the first replicate count', () => {
  const [a, b] = [single, single].map((report, place) =>
    report.trials.map((trial) => ({
      ...trial,
      number: trial.number * 2 + place,
      result: { ...trial.result, id: `${trial.result.id}-${place}`, case: place },
    })),
  );
  const onCases = { ...single, cases: [0, 1], trials: [...(a ?? []), ...(b ?? [])] };
  const text = renderLeaderboard(onCases, screen);
  expect(text).toContain('mean of 2 cases, 1 replicate (auto) on each');
  expect(text.split('\n').slice(2, 7)).toMatchInlineSnapshot(`
    [
      "#  x  loss  cases                    time    trial",
      "1  1   0.4      2  ████████████████          x1r0-0",
      "2  0   0.5      2  ████████████▊             x0r0-0",
      "3  2   0.7      2  ██████▍                   x2r0-0",
      "4  3   0.9      2                            x3r0-0",
    ]
  `);
  expect(text).toContain('12 trials');
});
