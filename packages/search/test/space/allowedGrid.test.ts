import { allowedGrid, mostLooks, type Space } from '../../src/index.js';

const axis = (label: string, max: number): Space[number] => ({
  label,
  path: [label],
  distribution: { kind: 'int_uniform', min: 1, max },
});
const space: Space = [axis('a', 400), axis('b', 300)];
const count = (points: Iterable<unknown>): number => {
  let found = 0;
  for (const _ of points) found++;
  return found;
};

test('however many points are allowed, all of them are listed', () => {
  expect(count(allowedGrid(space, {}))).toBe(120_000);
  expect(count(allowedGrid(space, { constraints: ['a > 0'] }))).toBe(120_000);
});

test('the search for allowed points ends when too many others were looked at', () => {
  expect(300 * 340).toBeGreaterThan(mostLooks);
  expect(count(allowedGrid(space, { constraints: ['a > 340'] }))).toBe(0);
  expect(count(allowedGrid(space, { constraints: ['a > 200'] }))).toBe(60_000);
});
