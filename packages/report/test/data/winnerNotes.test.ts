import type { TrialEntry } from '../../src/index.js';
import { winnerNotes } from '../../src/data/winnerNotes.js';
import { example } from '../support/example.js';
import { replicatedReport } from '../support/replicated.js';

const failed = { kind: 'failed', error: 'Error: bad luck' } as const;

test('without replicates, or with a single whole configuration of several, there are no notes', () => {
  expect(winnerNotes(example)).toEqual([]);
  expect(
    winnerNotes(
      replicatedReport([
        [1, 2, 3],
        [1, failed, 2],
      ]),
    ),
  ).toEqual([]);
});

/** By hand: a standard deviation of 1, and so an error of √(1 + 1/3) = 1.155; quantiles of Student's t with 2 degrees of freedom. */
test('for the only configuration, it says what to expect of a new replicate', () => {
  expect(winnerNotes(replicatedReport([[1, 2, 3]]))).toEqual([
    'The mean of the only configuration is 2 ± 0.58, and 90 % of new replicates are expected between -0.8 and 6.5.',
  ]);
  expect(winnerNotes(replicatedReport([[2, 2, 2]]))).toEqual([expect.stringContaining('never differ in loss')]);
  expect(winnerNotes(replicatedReport([[2]]))).toEqual([]);
});

test('alike checked configurations do not make the gain over an unchecked one certain', () => {
  const alike = replicatedReport([[1.5], [1, 1.9, 2], [1.001, 1.9, 2.001]]);
  const [, standing, gain] = winnerNotes({ ...alike, replicates: undefined } as never);
  expect(standing).toMatch(/^#2 \(x2r0\) and #3 \(x0r0\) cannot be told from the best/);
  expect(gain).toMatch(/^The best may be no better than the first trial \(x0r0\): it gains 0\.5 ± 0\.\d+\.$/);
});

test('configurations are compared by replicate: the effect of a seed on all of them is not a difference', () => {
  const [worth, standing, gain, ...rest] = winnerNotes(
    replicatedReport([
      [1.1, 5.2, 9.1],
      [1, 5, 9],
    ]),
  );
  expect(worth).toBe('Expect 5 from a new replicate of the best, 90 % of them between -6 and 23.');
  expect(standing).toBe(
    'Every other configuration is behind the best by more than 2 standard errors, paired by replicate.',
  );
  expect(gain).toBe('The best gains 0.133 ± 0.033 over the first trial (x0r0).');
  expect(rest).toEqual([]);
});

test('those that cannot be distinguished from the best are named, by rank and id', () => {
  const report = replicatedReport([
    [1, 5, 9],
    [9, 5, 2],
    [100, 101, 102],
  ]);
  expect(winnerNotes(report)).toEqual([
    'Expect 5.2 from a new replicate of the best, 90 % of them between -1.1 and 13.7: the mean shown is 0.2 too good, since it was chosen among 3.',
    '#2 (x1r0) cannot be told from the best: paired by replicate, the mean difference is within 2 standard errors.',
  ]);
  const many = replicatedReport([0, 1, 2, 3, 4, 5, 6, 7].map((shift) => [shift / 100, 5 - shift, 9 + shift]));
  expect(winnerNotes(many)[1]).toMatch(/^#2 \(.+\), #3 \(.+\), .* and 2 more cannot be told from the best: /);
});

test('the goal decides which way a difference goes', () => {
  const [worth, standing] = winnerNotes(
    replicatedReport(
      [
        [1, 2, 3],
        [11, 12.1, 13],
      ],
      { metric: { name: 'loss', goal: 'maximize' } },
    ),
  );
  expect(worth).toBe('Expect 12 from a new replicate of the best, 90 % of them between 7.5 and 14.8.');
  expect(standing).toMatch(/^Every other configuration is behind the best/);
});

/** As `replicate_top` runs them: 20 configurations once, and the best three of them twice more. */
const checked = replicatedReport(
  Array.from({ length: 20 }, (_, x) => [1 + x / 10, ...(x < 3 ? [1.5 + x / 100, 1.4 - x / 200] : [])]),
);

test('where only the best were checked, it is their first value that was too good', () => {
  const report = { ...checked, replicates: undefined } as never;
  const [worth, standing, gain] = winnerNotes(report, { name: 'the baseline', id: 'x19r0' });
  expect(worth).toMatch(
    /^Expect 1\.\d+ from a new replicate of the best, 90 % of them between .*: its first value, 1, is 0\.\d+ too good, since it was chosen among 20\.$/,
  );
  expect(standing).toMatch(/^#2 \(x1r0\)/);
  expect(gain).toMatch(/^The best gains 1\.\d+ ± 0\.\d+ over the baseline \(x19r0\)\.$/);
});

test('where what was seen decides, the best may have been seen once', () => {
  const report = {
    ...checked,
    trials: checked.trials.map((trial) =>
      trial.result.id === 'x7r0' ? { ...trial, result: { ...trial.result, metrics: { loss: 0.99 } } } : trial,
    ),
    replicates: undefined,
    pick: 'seen',
  };
  expect(winnerNotes(report as never)[0]).toMatch(
    /^Expect 1\.\d+ from a new replicate of the best, .*: the value shown is 0\.\d+ too good, since it was chosen among 20\.$/,
  );
});

test('nothing is gained over a first trial that is itself the best', () => {
  expect(winnerNotes({ ...checked, replicates: undefined } as never)).toHaveLength(2);
});

test('replicates that never differ have no noise to speak of', () => {
  const notes = winnerNotes(
    replicatedReport([
      [1, 1, 1],
      [2, 2, 2],
    ]),
  );
  expect(notes).toEqual([expect.stringContaining('The replicates of a configuration never differ in loss')]);
});

test('configurations with a smaller budget are not those that the best was chosen among', () => {
  const within = (epochs: number) => (trial: TrialEntry) => ({
    ...trial,
    result: { ...trial.result, budget: { epochs } },
  });
  const large = replicatedReport([
    [1, 5, 9],
    [9, 5, 2],
    [100, 101, 102],
  ]).trials.map(within(9));
  const small = replicatedReport([[50], [60]]).trials.map(within(1));
  const renumbered = small.map((trial, index) => ({
    ...trial,
    number: 100 + index,
    result: { ...trial.result, id: `small${index}` },
  }));
  const notes = winnerNotes({ ...replicatedReport([[1]]), replicates: 3, trials: [...large, ...renumbered] });
  expect(notes[0]).toMatch(/since it was chosen among 3\.$/);
  const apart = replicatedReport([
    [1, 5, 9],
    [101, 105, 109],
  ]).trials.map(within(9));
  const others = winnerNotes({ ...replicatedReport([[1]]), replicates: 3, trials: [...apart, ...renumbered] });
  expect(others[1]).toMatch(/^Every other configuration with the same budget is behind the best /);
});

test('where a seed changes all values by the same, the gain has no error but that of rounding', () => {
  const luck = [0.1, 0.7, 0.25];
  const notes = winnerNotes(replicatedReport([3.3, 1.1, 2.2].map((worth) => luck.map((lucky) => worth + lucky))));
  expect(notes[2]).toBe('The best gains 2.2 over the first trial (x0r0).');
});

test('luck that all have at first is not that of the chosen', () => {
  const checkedTwice = replicatedReport([[1.1, 1.6, 1.7], [2.1, 2.6, 2.7], [3.1]]);
  expect(winnerNotes({ ...checkedTwice, replicates: undefined } as never)[0]).toMatch(
    /: its first value, 1\.1, is 0\.4 too good, as the first values of all that were checked are\.$/,
  );
});

test('alike checked configurations do not show how another one differs from them', () => {
  const alike = replicatedReport([
    [1.9, 2.4],
    [1, 3, 2, 2.1],
    [1.0001, 3, 2.0002, 2.1001],
  ]);
  const notes = winnerNotes({ ...alike, replicates: 2 });
  expect(notes[1]).toMatch(/^#3 \(x0r0\) cannot be told from the best: /);
  expect(notes[2]).toMatch(/^The best may be no better than the first trial \(x0r0\): it gains 0\.\d+ ± [01]\.\d+\.$/);
});
