import type { JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { countTrials, expandSweep } from '../../src/index.js';
import { bruteForce, conditionalParameters, listed, paramsOf, sweepOf } from './spaces.js';

const parameters = { a: { values: [1, 2, 3] }, b: { values: [10, 20] } };
const text = (point: JsonObject): string => JSON.stringify(point);

test('excluded points are not run, and all others are', () => {
  const exclude = [
    { a: 1, b: 20 },
    { a: [2, 3], b: 10 },
  ];
  expect(paramsOf({ parameters, exclude })).toEqual([
    { a: 1, b: 10 },
    { a: 2, b: 20 },
    { a: 3, b: 20 },
  ]);
  expect(paramsOf({ parameters, exclude, run_cap: 2 })).toHaveLength(2);
});

test('a constraint holds for all trials, and one on a parameter that is not active has no effect', () => {
  expect(paramsOf({ parameters, constraints: ['a * b <= 30', 'a != 2'] })).toEqual([
    { a: 1, b: 10 },
    { a: 1, b: 20 },
    { a: 3, b: 10 },
  ]);
  const conditional = { ...parameters, b: { values: [10, 20], when: { a: 1 } } };
  expect(paramsOf({ parameters: conditional, constraints: ['b < 15'] })).toEqual([{ a: 1, b: 10 }, { a: 2 }, { a: 3 }]);
});

const isLeft = (point: JsonObject): boolean =>
  !(point['a'] === 1 && point['b'] === 'y') &&
  !([1, 2].includes(Number(point['c'])) && point['d'] === 'z') &&
  (!('a' in point) || !('c' in point) || Number(point['a']) + Number(point['c']) <= 5);
const bounds = (given: object): object => {
  const has = (label: string, value: unknown): boolean =>
    ((given as Record<string, { values: unknown[] }>)[label]?.values ?? []).includes(value);
  return {
    exclude: [
      ...(has('a', 1) && has('b', 'y') ? [{ a: 1, b: 'y' }] : []),
      ...(has('c', 2) && has('d', 'z') ? [{ c: [1, 2], d: 'z' }] : []),
      ...(has('c', 1) && !has('c', 2) && has('d', 'z') ? [{ c: 1, d: 'z' }] : []),
    ],
    constraints: ['a + c <= 5'],
  };
};

test('a grid is what a brute force leaves, in its order, and counted as many', () => {
  fc.assert(
    fc.property(conditionalParameters, (given) => {
      const expected = bruteForce(given).filter(isLeft);
      const file = { parameters: given, ...bounds(given) };
      if (expected.length === 0) expect(expandSweep(sweepOf(file)).ok).toBe(false);
      else expect(paramsOf(file)).toEqual(expected);
      expect(countTrials(sweepOf(file))).toBe(expected.length);
    }),
  );
});

test.each(listed)('%s: nothing that is excluded, none twice, and more with a larger run_cap', (method) => {
  fc.assert(
    fc.property(conditionalParameters, fc.integer({ min: 1, max: 12 }), (given, cap) => {
      const expected = bruteForce(given).filter(isLeft).map(text);
      fc.pre(expected.length > 0);
      const file = { method, parameters: given, ...bounds(given) };
      const expansion = expandSweep(sweepOf({ ...file, run_cap: cap }));
      fc.pre(method !== 'lhs' || expansion.ok);
      const found = paramsOf({ ...file, run_cap: cap }).map(text);
      expect(expected).toEqual(expect.arrayContaining(found));
      expect(new Set(found).size).toBe(found.length);
      if (method === 'lhs') return;
      expect(found).toHaveLength(Math.min(cap, expected.length));
      expect(
        paramsOf({ ...file, run_cap: cap + 5 })
          .map(text)
          .slice(0, cap),
      ).toEqual(found);
    }),
    // gp thinks long, and learns what is excluded as tpe does.
    { numRuns: method === 'gp' ? 5 : 20 },
  );
});

const square = { a: { min: 0.5, max: 1.5 }, b: { min: 0.5, max: 1.5 } };

test.each(listed.filter((method) => method !== 'grid'))('%s: a constraint on continuous parameters', (method) => {
  const found = paramsOf({ method, parameters: square, run_cap: 20, constraints: ['a + b < 1.6'] });
  if (method !== 'lhs') expect(found).toHaveLength(20);
  for (const { a, b } of found) expect(Number(a) + Number(b)).toBeLessThan(1.6);
});
