import * as fc from 'fast-check';

import { closestAmong, type ComparedPoint } from '../../../src/cli/explain/closestResult.js';

const results = (...points: ComparedPoint[]): { result: ComparedPoint; index: number }[] =>
  points.map((result, index) => ({ result, index }));
const point = (params: ComparedPoint['params'], more: Partial<ComparedPoint> = {}): ComparedPoint => ({
  params,
  seed: '7',
  ...more,
});

test('none is closest among none', () => {
  expect(closestAmong([])(point({ x: 1 }))).toBeUndefined();
});

test('a result that differs in nothing is as close as one that differs in one thing, and the first of them counts', () => {
  const known = results(point({ x: 2, y: 2 }), point({ x: 1, y: 2 }), point({ x: 1, y: 1 }));
  expect(closestAmong(known)(point({ x: 1, y: 1 }))?.index).toBe(1);
});

test('the seeds of two replicates count once, with the replicates', () => {
  const known = results(point({ x: 2, y: 2 }), point({ x: 1, y: 1 }, { replicate: 1, seed: '8' }));
  expect(closestAmong(known)(point({ x: 1, y: 1 }))?.index).toBe(1);
});

test('a parameter that is missing is a difference, and so is a case', () => {
  const known = results(point({ x: 1 }), point({ x: 1, y: 3 }, { case: 'a' }), point({ x: 1, y: 3 }));
  expect(closestAmong(known)(point({ x: 2, y: 3 }))?.index).toBe(2);
});

const params = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: 0, max: 2 }));
const points = fc.record({ params, seed: fc.constantFrom('1', '2') });

test('no other result differs in fewer parameters or seeds', () => {
  fc.assert(
    fc.property(fc.array(points, { minLength: 1 }), points, (some, wanted) => {
      const distances = some.map((one) => Math.max(1, differencesOf(one, wanted)));
      expect(closestAmong(results(...some))(wanted)?.index).toBe(distances.indexOf(Math.min(...distances)));
    }),
  );
});

function differencesOf(one: ComparedPoint, other: ComparedPoint): number {
  const names = ['x', 'y', 'z'].filter((name) => one.params[name] !== other.params[name]);
  return names.length + (one.seed === other.seed ? 0 : 1);
}
