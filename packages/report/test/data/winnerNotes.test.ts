import { winnerNotes } from '../../src/data/winnerNotes.js';
import { example } from '../support/example.js';
import { replicatedReport } from '../support/replicated.js';

const failed = { kind: 'failed', error: 'Error: bad luck' } as const;

test('without replicates, or with a single whole configuration, nothing is said', () => {
  expect(winnerNotes(example)).toEqual([]);
  expect(winnerNotes(replicatedReport([[1, 2, 3]]))).toEqual([]);
  expect(
    winnerNotes(
      replicatedReport([
        [1, 2, 3],
        [1, failed, 2],
      ]),
    ),
  ).toEqual([]);
});

test('configurations are compared by replicate: what a seed does to all of them is no difference', () => {
  const [first, second] = winnerNotes(
    replicatedReport([
      [1, 5, 9],
      [1.1, 5.2, 9.1],
    ]),
  );
  expect(first).toBe(
    'Every other configuration is behind the best by more than 2 standard errors, paired by replicate.',
  );
  expect(second).toMatch(/^The mean of the best is partly luck, since it was chosen for that/);
});

test('those that cannot be told from the best are named, by rank and id', () => {
  const report = replicatedReport([
    [1, 5, 9],
    [9, 5, 2],
    [100, 101, 102],
  ]);
  expect(winnerNotes(report)[0]).toBe(
    '#2 (x1r0) cannot be told from the best: paired by replicate, the mean difference is within 2 standard errors.',
  );
  const many = replicatedReport([0, 1, 2, 3, 4, 5, 6, 7].map((shift) => [shift / 100, 5 - shift, 9 + shift]));
  expect(winnerNotes(many)[0]).toMatch(/^#2 \(.+\), #3 \(.+\), .* and 2 more cannot be told from the best: /);
});

test('the goal decides which way a difference goes', () => {
  const [first] = winnerNotes(
    replicatedReport(
      [
        [1, 2, 3],
        [11, 12.1, 13],
      ],
      { metric: { name: 'loss', goal: 'maximize' } },
    ),
  );
  expect(first).toMatch(/^Every other configuration is behind the best/);
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
