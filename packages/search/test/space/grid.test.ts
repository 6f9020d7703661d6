import { createGrid, type Grid } from '../../src/space/grid.js';
import type { Distribution, Parameter } from '../../src/space/distribution.js';

const parameter = (label: string, distribution: Distribution): Parameter => ({ path: [label], label, distribution });
const gridOf = (...distributions: Distribution[]): Grid =>
  createGrid(distributions.map((distribution, index) => parameter(`p${index}`, distribution))) as Grid;
const points = (grid: Grid): unknown[] => [...grid.points()];

test('the order is that of nested loops, the last parameter changing fastest', () => {
  const grid = gridOf({ kind: 'categorical', values: ['a', 'b'] }, { kind: 'int_uniform', min: 1, max: 3 });
  expect(points(grid)).toEqual([
    ['a', 1],
    ['a', 2],
    ['a', 3],
    ['b', 1],
    ['b', 2],
    ['b', 3],
  ]);
});

test('steps and constants are finite axes', () => {
  const grid = gridOf({ kind: 'q_uniform', min: 0, max: 0.3, q: 0.1 }, { kind: 'constant', value: null });
  expect(points(grid)).toEqual([
    [0, null],
    [0.1, null],
    [0.2, null],
    [0.3, null],
  ]);
});

test('a value that is listed twice is one point', () => {
  expect(gridOf({ kind: 'categorical', values: [1, { a: 1, b: 2 }, 1, { b: 2, a: 1 }] }).size).toBe(2);
});

test('the size is computed and not listed', () => {
  const axis: Distribution = { kind: 'int_uniform', min: 1, max: 1000 };
  const grid = gridOf(axis, axis, axis, axis);
  expect(grid.size).toBe(1e12);
});

test('a continuous parameter makes it endless', () => {
  expect(createGrid([parameter('x', { kind: 'uniform', min: 0, max: 1 })])).toMatchObject({
    endless: [{ label: 'x' }],
  });
});
