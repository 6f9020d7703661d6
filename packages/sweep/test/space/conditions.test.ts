import * as fc from 'fast-check';

import { countTrials, expandSweep } from '../../src/index.js';
import { bruteForce, conditionalParameters, listed, paramsOf, sweepOf } from './spaces.js';

const optimizer = {
  optimizer: { values: ['adam', 'sgd'] },
  momentum: { values: [0, 0.9], when: { optimizer: 'sgd' } },
};

test('a parameter that is not active is absent, so that equal points are one trial', () => {
  expect(paramsOf({ parameters: optimizer })).toEqual([
    { optimizer: 'adam' },
    { optimizer: 'sgd', momentum: 0 },
    { optimizer: 'sgd', momentum: 0.9 },
  ]);
});

test('a grid is the product without what is not active, each point once, and counted as many', () => {
  fc.assert(
    fc.property(conditionalParameters, (parameters) => {
      const expected = bruteForce(parameters);
      expect(paramsOf({ parameters })).toEqual(expected);
      expect(countTrials(sweepOf({ parameters }))).toBe(expected.length);
    }),
  );
});

test.each(listed)('%s: no point but those of the grid, none twice, and more with a larger run_cap', (method) => {
  fc.assert(
    fc.property(conditionalParameters, fc.integer({ min: 1, max: 12 }), (parameters, cap) => {
      const expected = bruteForce(parameters).map((point) => JSON.stringify(point));
      const found = paramsOf({ method, parameters, run_cap: cap }).map((point) => JSON.stringify(point));
      expect(expected).toEqual(expect.arrayContaining(found));
      expect(new Set(found).size).toBe(found.length);
      if (method === 'lhs') return;
      expect(found).toHaveLength(Math.min(cap, expected.length));
      const more = paramsOf({ method, parameters, run_cap: cap + 5 }).map((point) => JSON.stringify(point));
      expect(more.slice(0, cap)).toEqual(found);
    }),
    { numRuns: 25 },
  );
});

test('a condition shifts no other parameter', () => {
  const file = { method: 'random', run_cap: 20 };
  const parameters = { ...optimizer, stepSize: { min: 0.1, max: 1.5 } };
  const steps = (given: object): unknown[] =>
    paramsOf({ ...file, parameters: given }).map((params) => [params['optimizer'], params['stepSize']]);
  expect(steps({ ...parameters, momentum: { values: [0, 0.9] } })).toEqual(steps(parameters));
});

test('a grid is counted and not listed', () => {
  const axis = { min: 1, max: 1000 };
  const file = { parameters: { on: { values: [0, 1] }, a: axis, b: axis, c: axis, d: { ...axis, when: { on: 1 } } } };
  expect(countTrials(sweepOf(file))).toBe(1e12 + 1e9);
  expect(expandSweep(sweepOf(file))).toMatchObject({ ok: false, problem: { found: 'this one has 1,001,000,000,000' } });
  const pairs = Array.from({ length: 150 }, (_, i): [string, object] => [`c${i}`, { values: [0, 1] }]);
  const members = pairs.map(([label], i): [string, object] => [`m${i}`, { values: [0, 1], when: { [label]: 1 } }]);
  expect(countTrials(sweepOf({ parameters: Object.fromEntries([...pairs, ...members]) }))).toBeCloseTo(3 ** 150, -60);
});

test('a chain of 400 conditions is 401 points', () => {
  const chain = Array.from({ length: 400 }, (_, i): [string, object] => [
    `p${i}`,
    { values: [0, 1], ...(i === 0 ? {} : { when: { [`p${i - 1}`]: 1 } }) },
  ]);
  const parameters = Object.fromEntries(chain);
  expect(countTrials(sweepOf({ parameters }))).toBe(401);
  expect(paramsOf({ parameters })).toHaveLength(401);
});
