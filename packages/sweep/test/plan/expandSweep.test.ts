import { isAdaptive, type JsonObject, methodNames } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandSweep, type Expansion, formatProblem, parseSweep, type Sweep } from '../../src/index.js';

function sweepOf(method: string, parameters: string, more = ''): Sweep {
  const result = parseSweep(
    'tune',
    'a/tune.yaml',
    `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: ${parameters}\n${more}`,
  );
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

type Trials = Extract<Expansion, { ok: true }>;
function expanded(sweep: Sweep): Trials {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion;
}
const params = (sweep: Sweep): JsonObject[] => expanded(sweep).trials.map(({ definition }) => definition.params);
const ids = (sweep: Sweep): string[] => expanded(sweep).trials.map(({ id }) => id);

const space =
  '{ stepSize: { distribution: log_uniform_values, min: 0.001, max: 1 }, batchSize: { values: [20, 60, 200] }, layers: { min: 1, max: 4 } }';
const without = (point: JsonObject, label: string): JsonObject =>
  Object.fromEntries(Object.entries(point).filter(([key]) => key !== label));
const known = methodNames.filter((name) => !isAdaptive(name));
const sampled = known.filter((name) => name !== 'grid');

test('the trials of a small sweep, which must never change: old results hang on them', () => {
  const sweep = sweepOf('random', space, 'run_cap: 3\nseed: 7\n');
  expect(expanded(sweep).trials.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "batchSize@20--layers@1--stepSize@0.00172639--mjbqgcvwq8vx",
      "batchSize@200--layers@1--stepSize@0.0240669--1gt3m5jdtqf4",
      "batchSize@20--layers@3--stepSize@0.40514--shpphcj9y650",
    ]
  `);
});

test.each(['random', 'sobol', 'halton'])('%s: raising run_cap from 20 to 40 keeps the first 20', (method) => {
  expect(ids(sweepOf(method, space, 'run_cap: 40')).slice(0, 20)).toEqual(ids(sweepOf(method, space, 'run_cap: 20')));
});

test('random: a parameter that is added in front, between or at the end shifts no other', () => {
  const values = params(sweepOf('random', space));
  const added = 'momentum: { min: 0.0, max: 1 }';
  for (const wider of [
    space.replace('{ ', `{ ${added}, `),
    space.replace('batchSize', `${added}, batchSize`),
    space.replace(/ \}$/, `, ${added} }`),
  ]) {
    expect(params(sweepOf('random', wider)).map((point) => without(point, 'momentum'))).toEqual(values);
  }
});

test('a constant, a reordered list of values and another order of the parameters draw the same', () => {
  const values = params(sweepOf('random', space));
  expect(params(sweepOf('random', space.replace('[20, 60, 200]', '[200, 20, 60]')))).toEqual(values);
  expect(
    params(sweepOf('sobol', space.replace('{ ', '{ l2: { value: 3 }, '))).map((point) => without(point, 'l2')),
  ).toEqual(params(sweepOf('sobol', space)));
});

test.each(known)('%s: no duplicates, and a space smaller than run_cap is taken whole or with a notice', (method) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(1000),
      (a, b, runCap, seed) => {
        const sweep = sweepOf(
          method,
          `{ a: { min: 0, max: ${a} }, b: { distribution: q_uniform, min: 0, max: ${b}, q: 1 }, c: { values: [x, y], probabilities: [0.999, 0.001] } }`,
          `run_cap: ${runCap}\nseed: ${seed}`,
        );
        const { trials, notices } = expanded(sweep);
        const size = (a + 1) * (b + 1) * 2;
        expect(new Set(trials.map(({ id }) => id)).size).toBe(trials.length);
        if (method === 'lhs') expect(trials.length).toBeLessThanOrEqual(Math.min(size, runCap));
        else expect(trials).toHaveLength(Math.min(size, runCap));
        expect(notices.length > 0).toBe(method !== 'grid' && trials.length < runCap);
      },
    ),
    { numRuns: 60 },
  );
});

test.each(sampled)('%s: another seed draws other params', (method) => {
  expect(params(sweepOf(method, space, 'seed: 1'))).not.toEqual(params(sweepOf(method, space, 'seed: 2')));
});

test('an id knows nothing of the place of a trial: name, goal, order and count of the sweep', () => {
  const grid = '{ a: { values: [1, 2] }, b: { values: [3, 4] } }';
  const first = ids(sweepOf('grid', grid)).toSorted();
  expect(
    ids({ ...sweepOf('grid', grid), name: 'other', metric: { name: 'loss', goal: 'maximize' } }).toSorted(),
  ).toEqual(first);
  expect(ids(sweepOf('grid', '{ b: { values: [4, 3] }, a: { values: [2, 1] } }', 'max_trials: 50')).toSorted()).toEqual(
    first,
  );
  expect(ids(sweepOf('grid', '{ a: { values: [1, 2, 5] }, b: { values: [3, 4] } }'))).toEqual(
    expect.arrayContaining(first),
  );
  expect(ids(sweepOf('grid', '{ a: { min: 1, max: 2 }, b: { values: [3, 4] } }', 'run_cap: 2'))).toEqual(
    ids(sweepOf('grid', grid)).slice(0, 2),
  );
});

describe('too large a sweep is refused at once', () => {
  const problem = (sweep: Sweep): unknown => {
    const expansion = expandSweep(sweep);
    return expansion.ok ? undefined : expansion.problem;
  };

  test('with the number and what to do', () => {
    const axis = '{ min: 1, max: 1000 }';
    expect(problem(sweepOf('grid', `{ a: ${axis}, b: ${axis}, c: ${axis}, d: ${axis} }`))).toEqual({
      path: '',
      rule: 'a sweep has at most 10,000 trials',
      found: 'this one has 1,000,000,000,000',
      remedy: 'Use fewer values, or draw a sample with "method: sobol" and "run_cap".',
    });
    expect(problem(sweepOf('grid', '{ a: { min: 1, max: 20000 } }'))).toMatchObject({
      remedy: expect.stringContaining('raise the limit with "max_trials: 20000"') as string,
    });
  });

  test('unless the file raises the limit, or run_cap is below it', () => {
    expect(ids(sweepOf('grid', '{ a: { min: 1, max: 10001 } }', 'max_trials: 10001'))).toHaveLength(10_001);
    expect(
      ids(sweepOf('grid', '{ a: { min: 1, max: 1000000 }, b: { min: 1, max: 1000000 } }', 'run_cap: 5')),
    ).toHaveLength(5);
  });

  test('a grid over a continuous parameter', () => {
    expect(problem(sweepOf('grid', '{ a: { min: 0.0, max: 1 } }'))).toMatchObject({
      path: 'parameters.a',
      found: 'a is continuous',
    });
  });
});

test.each(methodNames.filter(isAdaptive))(
  '%s: as many slots as trials, no more than the space has points',
  (method) => {
    const slots = (parameters: string, more = '') => expanded(sweepOf(method, parameters, more));
    expect(slots('{ x: { min: 0.0, max: 1 } }')).toMatchObject({ trials: [], slots: { length: 20 } });
    const few = slots('{ x: { values: [1, 2, 3] } }', 'run_cap: 5\n');
    expect(few.slots).toHaveLength(3);
    expect(few.notices.at(-1)).toBe('3 different trials instead of 5: the space has no more');
    expect(expandSweep(sweepOf(method, '{ x: { min: 0.0, max: 1 } }', 'run_cap: 20000\n'))).toMatchObject({
      ok: false,
    });
  },
);
