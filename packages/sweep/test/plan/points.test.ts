import { isAdaptive, type JsonObject, methodNames } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandSweep, formatProblem, parseSweep, type Sweep } from '../../src/index.js';

const listed =
  '{ stepSize: { distribution: log_uniform_values, min: 0.001, max: 1 }, batchSize: { values: [20, 60, 200] }, layers: { min: 1, max: 4 } }';
const finite = '{ batchSize: { values: [20, 60, 200] }, layers: { min: 1, max: 4 }, kind: { value: a } }';

function sweepOf(method: string, parameters: string, more = ''): Sweep {
  const result = parseSweep(
    'tune',
    'a/tune.yaml',
    `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: ${parameters}\n${more}`,
  );
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}
function trialsOf(sweep: Sweep): { id: string; params: JsonObject }[] {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials.map(({ id, definition }) => ({ id, params: definition.params }));
}
function noticesOf(sweep: Sweep): readonly string[] {
  const expansion = expandSweep(sweep);
  return expansion.ok ? expansion.notices : [];
}

const sampled = methodNames.filter((name) => !isAdaptive(name) && name !== 'grid');

test.each(sampled)('%s: points come first, count, and move nothing', (method) => {
  const plain = trialsOf(sweepOf(method, listed, 'run_cap: 12\n'));
  const first = { stepSize: 0.1, batchSize: 60, layers: 2 };
  const one = trialsOf(sweepOf(method, listed, `run_cap: 12\npoints: [${JSON.stringify(first)}]\n`));
  expect(one.map(({ params }) => params)[0]).toEqual(first);
  expect(one.slice(1)).toEqual(plain.slice(0, 11));
  const two = trialsOf(sweepOf(method, listed, `run_cap: 12\npoints: [{ layers: 3 }, ${JSON.stringify(first)}]\n`));
  expect(two[0]?.params).toMatchObject({ layers: 3 });
  expect(two.slice(1)).toEqual(one.slice(0, 11));
});

test.each(sampled)('%s: a point that is sampled too is one trial, and so are equal points', (method) => {
  const plain = trialsOf(sweepOf(method, listed, 'run_cap: 6\n'));
  const point = JSON.stringify(plain[4]?.params);
  const sweep = sweepOf(method, listed, `run_cap: 6\npoints: [${point}, ${point}]\n`);
  expect(trialsOf(sweep)).toEqual([plain[4], ...plain.slice(0, 4), plain[5]]);
});

test.each(sampled.filter((method) => method !== 'lhs'))(
  '%s: a finite space is tried as a whole, points first',
  (method) => {
    const all = trialsOf(sweepOf(method, finite, 'run_cap: 12\n'));
    const some = trialsOf(sweepOf(method, finite, 'run_cap: 12\npoints: [{ layers: 4, batchSize: 200 }]\n'));
    expect(some[0]?.params).toEqual({ layers: 4, batchSize: 200, kind: 'a' });
    expect(new Set(some.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
    expect(some).toHaveLength(12);
  },
);

test('a grid begins with its points, and has none twice', () => {
  const plain = trialsOf(sweepOf('grid', finite));
  const points = 'points: [{ layers: 3, batchSize: 60 }, { batchSize: 200 }]\n';
  const trials = trialsOf(sweepOf('grid', finite, points));
  expect(trials[0]?.params).toEqual({ layers: 3, batchSize: 60, kind: 'a' });
  expect(trials[1]?.params).toMatchObject({ batchSize: 200 });
  const [first, second] = trials.map(({ id }) => id);
  expect(trials.slice(2)).toEqual(plain.filter(({ id }) => id !== first && id !== second));
  expect(trialsOf(sweepOf('grid', finite, `run_cap: 3\n${points}`))).toEqual(trials.slice(0, 3));
});

test('what a point leaves open follows from the point and the seed alone', () => {
  const openOf = (points: string, more = ''): JsonObject[] =>
    trialsOf(sweepOf('random', listed, `run_cap: 2\npoints: ${points}\n${more}`)).map(({ params }) => params);
  const [a, b] = openOf('[{ layers: 1 }, { layers: 2 }]');
  expect(openOf('[{ layers: 2 }, { layers: 1 }]')).toEqual([b, a]);
  expect(openOf('[{ layers: 1 }, { layers: 2 }]', 'seed: 1\n')).not.toEqual([a, b]);
  const sobol = trialsOf(sweepOf('sobol', listed, 'run_cap: 1\npoints: [{ layers: 1 }]\n'));
  expect(sobol[0]?.params).toEqual(a);
  expect([a, b]).toMatchInlineSnapshot(`
    [
      {
        "batchSize": 60,
        "layers": 1,
        "stepSize": 0.02893755173,
      },
      {
        "batchSize": 20,
        "layers": 2,
        "stepSize": 0.06106407327,
      },
    ]
  `);
});

test('points that run_cap leaves out are reported', () => {
  const sweep = sweepOf('random', listed, 'run_cap: 1\npoints: [{ layers: 1 }, { layers: 2 }, { layers: 2 }]\n');
  expect(trialsOf(sweep)).toHaveLength(1);
  expect(noticesOf(sweep)).toEqual(['1 of 2 points are not tried: "run_cap" is 1']);
});

test('however many points: as many trials as asked for, no two equal', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sampled),
      fc.array(fc.record({ layers: fc.integer({ min: 1, max: 4 }), batchSize: fc.constantFrom(20, 60) }), {
        minLength: 1,
      }),
      fc.integer({ min: 1, max: 30 }),
      (method, points, cap) => {
        const trials = trialsOf(sweepOf(method, listed, `run_cap: ${cap}\npoints: ${JSON.stringify(points)}\n`));
        expect(trials).toHaveLength(cap);
        expect(new Set(trials.map(({ id }) => id)).size).toBe(cap);
      },
    ),
  );
});

test('with early stopping, points start first where the budget is least, and move nothing', () => {
  const rungs = 'early_terminate: { type: hyperband, max_iter: 9 }\nbudget: { name: epochs }\nrun_cap: 17\n';
  const plain = expandSweep(sweepOf('random', listed, rungs));
  const sweep = sweepOf('random', listed, `${rungs}points: [{ stepSize: 0.5, batchSize: 60, layers: 1 }]\n`);
  const expansion = expandSweep(sweep);
  if (!expansion.ok || !plain.ok) throw new Error('no trials');
  const texts = (of: typeof plain): string[] =>
    of.trials.flatMap(({ definition: { params, budget, continues } }) =>
      continues === undefined ? [JSON.stringify([params, budget])] : [],
    );
  const [first, ...others] = texts(expansion);
  expect(JSON.parse(first ?? '')).toEqual([{ stepSize: 0.5, batchSize: 60, layers: 1 }, { epochs: 1 }]);
  expect(others.filter((text) => !texts(plain).includes(text))).toEqual([]);
  expect(others).toHaveLength(16);
});
