import { paramByLabel } from '../../../search/src/core/paramByLabel.js';
import { expandSweep, proposeGeneration } from '../../src/index.js';
import { paramsOf, sweepOf } from './spaces.js';

const square = { a: { min: 0.5, max: 1.5 }, b: { min: 0.5, max: 1.5 } };
const learning = ['bayes', 'tpe', 'gp', 'cma-es', 'nelder-mead', 'nsga2'];

test.each(learning)('%s: a rare point is found, and where none can be, that is a problem', (method) => {
  const file = { method, parameters: square, run_cap: 4 };
  const rare = sweepOf({ ...file, constraints: ['a + b < 1.05'] });
  const found = proposeGeneration(rare, []);
  expect(found.length).toBeGreaterThan(0);
  for (const { a, b } of found) expect(Number(a) + Number(b)).toBeLessThan(1.05);
  expect(expandSweep(sweepOf({ ...file, constraints: ['a + b < 1'] }))).toMatchObject({
    ok: false,
    problem: { rule: 'a sweep needs a point that "exclude" and "constraints" allow' },
  });
});

test('values that are objects and lists are excluded and constrained like others', () => {
  const parameters = { a: { values: [{ x: 1 }, { x: 2 }] }, b: { values: [[1], [2]] } };
  expect(paramsOf({ parameters, exclude: [{ a: { x: 1 } }] })).toEqual([
    { a: { x: 2 }, b: [1] },
    { a: { x: 2 }, b: [2] },
  ]);
  expect(paramsOf({ parameters, exclude: [{ b: [[1]] }] })).toHaveLength(2);
  expect(paramsOf({ parameters, constraints: ['a == b || b != b || a != a || a == a'] })).toHaveLength(4);
  expect(expandSweep(sweepOf({ parameters, constraints: ['a < 3'] }))).toMatchObject({ ok: false });
});

test('a dotted label is a name with dots or a nested one', () => {
  const params = { 'a.b': 1, a: { c: 2, 'd.e': { f: 3 } }, constructor: 4 };
  expect(
    ['a.b', 'a.c', 'a.d.e.f', 'a.d.e', 'a.d', 'a.toString', 'x', 'constructor'].map((one) => paramByLabel(params, one)),
  ).toEqual([1, 2, 3, { f: 3 }, undefined, undefined, undefined, 4]);
});
