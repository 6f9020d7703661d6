import * as fc from 'fast-check';

import { countPromotions, createBrackets, type Ladder, usualStarts } from '../../src/model/ladder.js';

const hyperband = (max: number, eta: number, min = 1): Ladder => ({
  type: 'hyperband',
  unit: 'epochs',
  max,
  eta,
  promotions: countPromotions(min, max, eta),
});
const show = (ladder: Ladder, starts: number): string[] =>
  createBrackets(ladder, starts).map(({ rungs }) => rungs.map(({ size, budget }) => `${size}@${budget}`).join(' '));

test('table 1 of the Hyperband paper, R = 81 and eta = 3, as it is printed', () => {
  const ladder = hyperband(81, 3);
  expect(usualStarts(ladder)).toBe(81 + 27 + 9 + 6 + 5);
  expect(show(ladder, usualStarts(ladder))).toEqual([
    '81@1 27@3 9@9 3@27 1@81',
    '27@3 9@9 3@27 1@81',
    '9@9 3@27 1@81',
    '6@27 2@81',
    '5@81',
  ]);
});

test('the number of promotions is exact, where logarithms are not: log(1000) / log(10) is less than 3', () => {
  expect(Math.floor(Math.log(1000) / Math.log(10))).toBe(2);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 }), fc.nat(8), fc.integer({ min: 1, max: 50 }), (eta, power, min) => {
      expect(countPromotions(min, min * eta ** power, eta)).toBe(power);
      if (power > 0) expect(countPromotions(min, min * eta ** power - 1, eta)).toBe(power - 1);
    }),
  );
});

test('budgets that are not powers are rounded; after a whole pass comes the next; the last bracket may be smaller', () => {
  expect(show(hyperband(20, 3, 2), 9 + 3 + 3 + 9 + 2)).toEqual([
    '9@2 3@7 1@20',
    '3@7 1@20',
    '3@20',
    '9@2 3@7 1@20',
    '2@7 1@20',
  ]);
});

test('successive halving is one bracket; at least one trial gets the whole budget', () => {
  const ladder: Ladder = { ...hyperband(16, 2), type: 'successive_halving' };
  expect(usualStarts(ladder)).toBe(16);
  expect(show(ladder, 16)).toEqual(['16@1 8@2 4@4 2@8 1@16']);
  expect(show(ladder, 3)).toEqual(['3@1 1@2 1@4 1@8 1@16']);
  expect(show(ladder, 1000)).toEqual(['1000@1 500@2 250@4 125@8 62@16']);
});

test('as many configurations as asked for are started; budgets rise and sizes do not; no configuration is in two brackets of a kind', () => {
  const arbitrary = fc.tuple(
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 2, max: 5 }),
    fc.integer({ min: 1, max: 400 }),
  );
  fc.assert(
    fc.property(arbitrary, ([max, eta, starts]) => {
      const brackets = createBrackets(hyperband(max, eta), starts);
      expect(brackets.reduce((sum, { rungs }) => sum + (rungs[0]?.size ?? 0), 0)).toBe(starts);
      const taken = new Map<number, number>();
      for (const { rungs, first } of brackets) {
        expect(rungs.at(-1)?.budget).toBe(max);
        for (const [index, rung] of rungs.slice(1).entries()) {
          expect(rung.budget).toBeGreaterThan(Number(rungs[index]?.budget ?? Infinity));
          expect(rung.size).toBeLessThanOrEqual(rungs[index]?.size ?? 0);
        }
        const start = Number(rungs[0]?.budget ?? 0);
        expect(first).toBe(taken.get(start) ?? 0);
        taken.set(start, first + (rungs[0]?.size ?? 0));
      }
    }),
  );
});

test('more configurations add brackets, and change the last alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (starts, more) => {
      const [before, after] = [
        createBrackets(hyperband(27, 3), starts),
        createBrackets(hyperband(27, 3), starts + more),
      ];
      expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    }),
  );
});
