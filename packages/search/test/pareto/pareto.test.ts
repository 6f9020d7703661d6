import * as fc from 'fast-check';

import {
  crowdingDistances,
  dominates,
  exclusiveHypervolume,
  frontNumbers,
  hypervolume,
  kneeOf,
  paretoFront,
  preferredOf,
} from '../../src/index.js';
import { sampledShare } from '../../src/pareto/sampledShare.js';

/** Losses on a small grid, so that ties and equal points are frequent. */
const pointsOf = (goals: number, most = 12) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: goals, maxLength: goals }), { maxLength: most });
const sweeps = fc.integer({ min: 1, max: 4 }).chain((goals) => pointsOf(goals));

test('no point of the front dominates another, and every other point is dominated by one of it', () => {
  fc.assert(
    fc.property(sweeps, (points) => {
      const front = new Set(paretoFront(points));
      for (const [index, point] of points.entries()) {
        const isDominated = [...front].some((other) => dominates(points[other] ?? [], point));
        expect(isDominated).toBe(!front.has(index));
      }
      expect(frontNumbers(points).flatMap((number, index) => (number === 0 ? [index] : []))).toEqual([...front]);
    }),
  );
});

test('each front is the front of what is left when the earlier ones are taken away', () => {
  fc.assert(
    fc.property(sweeps, (points) => {
      let left = points.map((_, index) => index);
      const numbers = frontNumbers(points);
      for (let number = 0; left.length > 0; number += 1) {
        const front = paretoFront(left.map((index) => points[index] ?? [])).map((place) => left[place]);
        expect(left.filter((index) => numbers[index] === number)).toEqual(front);
        left = left.filter((index) => numbers[index] !== number);
      }
    }),
  );
});

test('the hypervolume is the number of cells of a grid that some point dominates', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((goals) => fc.tuple(pointsOf(goals, 8), fc.constant(goals))),
      ([points, goals]) => {
        expect(hypervolume(points, Array<number>(goals).fill(6))).toBe(countCells(points, goals, 6));
      },
    ),
    { numRuns: 60 },
  );
});

function countCells(points: readonly (readonly number[])[], goals: number, side: number): number {
  return Array.from({ length: side ** goals }, (_, cell) =>
    Array.from({ length: goals }, (_unused, goal) => Math.floor(cell / side ** goal) % side),
  ).filter((corner) => points.some((point) => point.every((loss, goal) => loss <= (corner[goal] ?? 0)))).length;
}

test('a dominated point changes neither the front nor the hypervolume, and no point makes it smaller', () => {
  fc.assert(
    fc.property(
      pointsOf(3),
      fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 }),
      (points, more) => {
        const reference = [7, 7, 7];
        const [before, after] = [hypervolume(points, reference), hypervolume([...points, more], reference)];
        expect(after).toBeGreaterThanOrEqual(before);
        if (!points.some((point) => dominates(point, more))) return;
        expect(after).toBe(before);
        expect(paretoFront([...points, more])).toEqual(paretoFront(points));
      },
    ),
  );
});

test('the hypervolume of known fronts is the area under them', () => {
  // ZDT1's front is y = 1 - sqrt(x): below (1.1, 1.1), in the limit 1.1² - 1/3.
  const count = 2001;
  const front = Array.from({ length: count }, (_, index) => [index / (count - 1), 1 - Math.sqrt(index / (count - 1))]);
  expect(hypervolume(front, [1.1, 1.1])).toBeCloseTo(1.21 - 1 / 3, 2);
  expect(
    hypervolume(
      [
        [0, 0, 0],
        [2, 2, 2],
      ],
      [1, 2, 3],
    ),
  ).toBe(6);
  expect(hypervolume([], [1, 1])).toBe(0);
});

test('an answer that is not a number is dominated by any, and is in no front beside one', () => {
  expect(dominates([1, 2], [1, NaN])).toBe(true);
  expect(dominates([1, NaN], [1, 2])).toBe(false);
  expect(
    paretoFront([
      [NaN, 0],
      [1, 0],
    ]),
  ).toEqual([1]);
  expect(hypervolume([[NaN, 0]], [1, 1])).toBe(0);
});

test('the ends of a front are loneliest, and then those with the farthest neighbours', () => {
  expect(
    crowdingDistances([
      [0, 4],
      [1, 2],
      [3, 1],
      [4, 0],
    ]),
  ).toEqual([Infinity, 3 / 4 + 3 / 4, 3 / 4 + 2 / 4, Infinity]);
  expect(
    crowdingDistances([
      [1, 1],
      [1, 1],
      [1, 1],
    ]),
  ).toEqual([Infinity, 0, Infinity]);
});

test('the knee is where a front bends, whatever the units of its goals', () => {
  const front = [
    [0, 1000],
    [1, 100],
    [10, 0],
  ];
  expect(kneeOf(front)).toBe(1);
  expect(kneeOf(front.map(([a = 0, b = 0]) => [a * 1e6, b / 1e6]))).toBe(1);
  expect(kneeOf([[3, 3]])).toBe(0);
  expect(kneeOf([])).toBeUndefined();
});

test('what a point adds is the difference between two volumes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((goals) => fc.tuple(pointsOf(goals, 8), fc.constant(goals))),
      ([points, goals]) => {
        const reference = Array<number>(goals).fill(6);
        const [first = reference, ...others] = points;
        const added = hypervolume(points, reference) - hypervolume(others, reference);
        expect(exclusiveHypervolume(first, others, reference)).toBeCloseTo(added, 9);
      },
    ),
    { numRuns: 60 },
  );
});

test('where an exact volume would take too long, it is close to an estimate', () => {
  const others = [
    [0.5, 0, 0.25],
    [0, 0.5, 0.5],
    [0.75, 0.75, 0],
  ];
  const exact = exclusiveHypervolume([0, 0, 0], others, [1, 1, 1]);
  expect(Math.abs(sampledShare([0, 0, 0], others, [1, 1, 1]) - exact)).toBeLessThan(0.01);
  // A front of many goals: all losses of a point are equal but one.
  const goals = 9;
  const wide = Array.from({ length: 45 }, (_, point) =>
    Array.from({ length: goals }, (_unused, goal) => (goal === point % goals ? 1 + point : 50 - point) / 100),
  );
  const volume = hypervolume(wide, Array<number>(goals).fill(1));
  expect(volume).toBeGreaterThan(0.4 ** goals);
  expect(volume).toBeLessThan(1);
  expect(hypervolume(wide.toReversed(), Array<number>(goals).fill(1))).toBeCloseTo(volume, 2);
});

test('losses as large as numbers get have a finite volume, a knee and distances', () => {
  const huge = [
    [-1.5e308, 1.5e308],
    [0, 0],
    [1.5e308, -1.5e308],
  ];
  expect(hypervolume(huge, [1.6e308, 1.6e308])).toBe(Number.MAX_VALUE);
  expect(exclusiveHypervolume(huge[1] ?? [], [], [1.6e308, 1.6e308])).toBe(Number.MAX_VALUE);
  expect(kneeOf(huge)).toBe(0);
  expect(preferredOf(huge, { kind: 'weights', weights: [1, 0] })).toBe(0);
  expect(crowdingDistances(huge)).toEqual([Infinity, 2, Infinity]);
});
