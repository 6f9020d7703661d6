import { shardOf } from '../../src/index.js';

const ids = Array.from({ length: 1000 }, (_, index) => `trial${index}`);

test.each([2, 3, 4, 16])('%i parts are all of the trials, none twice, and about equal', (shards) => {
  const sizes = new Map<number, number>();
  for (const id of ids) sizes.set(shardOf(id, shards), (sizes.get(shardOf(id, shards)) ?? 0) + 1);
  expect([...sizes.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: shards }, (_, index) => index + 1));
  for (const size of sizes.values()) expect(Math.abs(size - 1000 / shards)).toBeLessThan(5 * Math.sqrt(1000 / shards));
});

test('the parts are frozen: another split would compute trials on a machine that does not know them', () => {
  expect(
    ids
      .slice(0, 12)
      .map((id) => shardOf(id, 4))
      .join(''),
  ).toMatchInlineSnapshot(`"312141323314"`);
});
