import * as fc from 'fast-check';

import { replicateSeed } from '../../src/trial/replicateSeed.js';

const seedsOf = (seed: string, count: number): string[] =>
  Array.from({ length: count }, (_, replicate) => replicateSeed(seed, replicate));

test('the seeds of replicates are frozen: whoever changes one makes users compute again what they have', () => {
  expect(seedsOf('0', 6)).toMatchInlineSnapshot(`
    [
      "0",
      "472848765",
      "467880039",
      "1606021411",
      "1030640540",
      "2069972640",
    ]
  `);
  expect(seedsOf('a seed', 3)).toMatchInlineSnapshot(`
    [
      "a seed",
      "1487026340",
      "730717798",
    ]
  `);
});

test('every replicate has another seed: the first that of the sweep, the others a whole number that any generator takes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (seed) => {
      const [first, ...others] = seedsOf(seed, 100);
      expect(first).toBe(seed);
      expect(new Set([seed, ...others]).size).toBe(100);
      for (const other of others) {
        expect(other).toMatch(/^(0|[1-9]\d*)$/);
        expect(Number(other)).toBeLessThan(2 ** 31);
      }
    }),
    { numRuns: 20 },
  );
});
