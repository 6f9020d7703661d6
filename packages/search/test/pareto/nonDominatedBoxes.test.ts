import * as fc from 'fast-check';

import { hypervolume } from '../../src/index.js';
import { nonDominatedBoxes } from '../../src/pareto/nonDominatedBoxes.js';
import { referencePoint } from '../../src/pareto/referencePoint.js';
import { spreadOut } from '../../src/pareto/spreadOut.js';

const pointsOf = (goals: number, most = 8) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: goals, maxLength: goals }), { maxLength: most });

test('boxes fill what no point dominates, down to a corner', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((goals) => fc.tuple(pointsOf(goals), fc.constant(goals))),
      ([points, goals]) => {
        const reference = Array<number>(goals).fill(7);
        const { thresholds, boxes } = nonDominatedBoxes(points, reference, Infinity) ?? { thresholds: [], boxes: [] };
        const sideOf = ([lower, upper]: readonly [number, number], goal: number): number =>
          (thresholds[goal]?.[upper] ?? NaN) - Math.max(-1, thresholds[goal]?.[lower] ?? NaN);
        const volumes = boxes.map((box) => box.reduce((volume, side, goal) => volume * sideOf(side, goal), 1));
        expect(volumes.every((volume) => volume > 0)).toBe(true);
        const sum = volumes.reduce((all, volume) => all + volume, 0);
        expect(sum).toBe(8 ** goals - hypervolume(points, reference));
        const isInside = (corner: readonly number[], index: number): boolean =>
          boxes[index]?.every(
            ([lower, upper], goal) =>
              (corner[goal] ?? 0) > (thresholds[goal]?.[lower] ?? NaN) &&
              (corner[goal] ?? 0) < (thresholds[goal]?.[upper] ?? NaN),
          ) ?? false;
        const middle = reference.map(() => 3.5);
        expect(boxes.filter((_, index) => isInside(middle, index)).length).toBe(
          Number(!points.some((point) => point.every((loss) => loss < 3.5))),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('two goals have one box more than points, and more than the bound are not made', () => {
  const front = Array.from({ length: 20 }, (_, index) => [index, 20 - index]);
  expect(nonDominatedBoxes(front, [30, 30], 21)?.boxes).toHaveLength(21);
  expect(nonDominatedBoxes(front, [30, 30], 20)).toBeUndefined();
});

test('points that are chosen from a front lie apart, the first covering most', () => {
  const front = Array.from({ length: 21 }, (_, index) => [index / 20, (1 - index / 20) ** 2]);
  const [first = 0, ...others] = spreadOut(front, 3);
  const volumes = front.map((point) => hypervolume([point], [1.1, 1.1]));
  expect(volumes[first]).toBe(Math.max(...volumes));
  expect(Math.min(...others.map((index) => Math.abs(index - first)))).toBeGreaterThan(3);
  expect(spreadOut(front, 50).toSorted((a, b) => a - b)).toEqual([...front.keys()]);
  expect(spreadOut([], 3)).toEqual([]);
});

test('fewer chosen points are the first of more', () => {
  fc.assert(
    fc.property(pointsOf(3), fc.nat(8), (points, count) => {
      expect(spreadOut(points, count)).toEqual(spreadOut(points, 8).slice(0, count));
    }),
    { numRuns: 40 },
  );
});

test('the reference lies beyond the front, also of one that is a point', () => {
  const far = [
    [0, 1],
    [1, 0],
  ];
  expect(referencePoint(far, far, false)).toEqual([1.1, 1.1]);
  expect(referencePoint(far, [...far, [3, 1]], true)).toEqual([2.5, 1.5]);
  expect(referencePoint([[0, 1]], [[0, 1]], false)).toEqual([0.01, 1.01]);
});
