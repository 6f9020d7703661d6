import { runOf } from '../../honest/runOf.mjs';
import { signedRank } from '../../honest/signedRank.mjs';

interface Run {
  readonly truth: number;
  readonly seen: number;
  readonly seenTruth: number;
  readonly said: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly overtuning: { readonly seen: number; readonly picked: number };
}
type Rows = readonly (readonly number[])[];
const run = runOf as unknown as (
  table: { readonly rows: Rows; readonly replicates: number },
  options: {
    readonly trials: number;
    readonly count: number;
    readonly held: number;
    readonly seed: number;
    readonly turn: number;
  },
) => Run;
const zOf = signedRank as (differences: readonly number[]) => number;

const options = { trials: 20, count: 3, held: 1, seed: 1, turn: 0 };
const exact: Rows = Array.from({ length: 30 }, (_, row) => [row, row, row, row]);

test('without noise, the statement is both what was seen and what turns out', () => {
  const { truth, seen, seenTruth, said, overtuning } = run({ rows: exact, replicates: 4 }, options);
  expect([truth, said.low, said.high]).toEqual([said.estimate, said.estimate, said.estimate]);
  expect(seenTruth).toBe(seen);
  expect(seen).toBeLessThanOrEqual(truth);
  expect(overtuning).toEqual({ seen: 0, picked: 0 });
});

test('the same seed is the same search', () => {
  const rows: Rows = exact.map(([row = 0]) => [row, row + 3, row - 5, row + 1]);
  expect(run({ rows, replicates: 4 }, options)).toEqual(run({ rows, replicates: 4 }, options));
  expect(run({ rows, replicates: 4 }, options)).not.toEqual(run({ rows, replicates: 4 }, { ...options, seed: 2 }));
  expect(run({ rows, replicates: 4 }, options)).not.toEqual(run({ rows, replicates: 4 }, { ...options, turn: 1 }));
});

/** By hand: ranks 1, 2.5, 2.5, 4 with the third negative: the sum is 5, of squares 1 + 2 * 6.25 + 16 = 29.5. */
test('signed ranks share ties and leave out zeros', () => {
  expect(zOf([1, 0, 2, -2, 3])).toBeCloseTo(5 / Math.sqrt(29.5), 12);
  expect(zOf([0, 0])).toBe(0);
  expect(zOf([-1, -2, -3])).toBeLessThan(0);
});
