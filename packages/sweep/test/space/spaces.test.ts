import { canonicalJson, type Json, type JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandSweep, formatProblem, parseSweep, type Sweep } from '../../src/index.js';
import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { resultOf } from '../plan/adaptiveContract.js';

const textOf = (method: string, body: string): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\n${body}\n`;
const parse = (method: string, body: string) => parseSweep('tune', 'a/tune.yaml', textOf(method, body));
function sweepOf(method: string, body: string): Sweep {
  const parsed = parse(method, body);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}
function paramsOf(method: string, body: string): JsonObject[] {
  const expansion = expandSweep(sweepOf(method, body));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials.map(({ definition }) => definition.params);
}
const said = (method: string, body: string): string => {
  const parsed = parse(method, body);
  if (!parsed.ok) return parsed.problems.map(formatProblem).join('\n');
  const expansion = expandSweep(parsed.value);
  return expansion.ok ? '' : expansion.problem.rule;
};
const texts = (all: readonly JsonObject[]): string[] => all.map(canonicalJson).toSorted();

const optimizers = `parameters:
  optimizer: { values: [sgd, adam] }
  momentum: { values: [0, 0.5, 0.9], when: { optimizer: sgd } }
  nesterov: { values: [true, false], when: { momentum: [0.5, 0.9] } }
  beta: { parameters: { one: { values: [0.8, 0.9] }, two: { value: 1 } }, when: { optimizer: adam } }`;

test('conditions: what is not active is absent, and equal points are one trial, in the order of nested loops', () => {
  expect(paramsOf('grid', optimizers)).toEqual([
    { optimizer: 'sgd', momentum: 0 },
    { optimizer: 'sgd', momentum: 0.5, nesterov: true },
    { optimizer: 'sgd', momentum: 0.5, nesterov: false },
    { optimizer: 'sgd', momentum: 0.9, nesterov: true },
    { optimizer: 'sgd', momentum: 0.9, nesterov: false },
    { optimizer: 'adam', beta: { one: 0.8, two: 1 } },
    { optimizer: 'adam', beta: { one: 0.9, two: 1 } },
  ]);
});

test('a parameter may come before the one that it looks at', () => {
  const body = 'parameters:\n  a: { values: [1, 2], when: { b: 1 } }\n  b: { values: [0, 1] }';
  expect(texts(paramsOf('grid', body))).toEqual(texts([{ b: 0 }, { a: 1, b: 1 }, { a: 2, b: 1 }]));
});

test('zip: values change together; the same values twice are one', () => {
  const body =
    'parameters:\n  a: { values: [1, 2, 1] }\n  c: { values: [x, y] }\n  b: { values: [10, 20, 10] }\nzip: [[a, b]]';
  expect(texts(paramsOf('grid', body))).toEqual(
    texts([1, 2].flatMap((a) => ['x', 'y'].map((c) => ({ a, b: 10 * a, c })))),
  );
});

test('a union: the common parameters, and those of one alternative, which may have names in common', () => {
  const body = `parameters:
  seed: { values: [1, 2] }
union:
  - { model: { value: tree }, depth: { values: [2, 4] } }
  - { model: { value: line }, degree: { values: [1, 2, 3] } }
  - { model: { value: tree }, depth: { values: [4, 8] } }`;
  const wanted = [
    ...[2, 4, 8].map((depth) => ({ model: 'tree', depth })),
    ...[1, 2, 3].map((degree) => ({ model: 'line', degree })),
  ].flatMap((model) => [1, 2].map((seed) => ({ ...model, seed })));
  expect(texts(paramsOf('grid', body))).toEqual(texts(wanted));
});

test('exclude and constraints: points are left out', () => {
  const body = `parameters:
  a: { values: [1, 2, 3] }
  b: { values: [1, 2, 3] }
exclude: [{ a: 1, b: [1, 2] }, { b: 3, a: 3 }]
constraints: ["a * b <= 4"]`;
  expect(paramsOf('grid', body)).toEqual([
    { a: 1, b: 3 },
    { a: 2, b: 1 },
    { a: 2, b: 2 },
    { a: 3, b: 1 },
  ]);
  expect(said('grid', body.replace('<= 4', '> 100'))).toContain('"exclude" and "constraints" allow');
  expect(said('random', body.replace('<= 4', '> 100'))).toContain('"exclude" and "constraints" allow');
});

test('a constraint has no effect on a point without one of its parameters', () => {
  expect(paramsOf('grid', `${optimizers}\nconstraints: ["momentum < 0.6"]`)).toHaveLength(5);
});

test('a grid is counted, not listed: also where conditions make it', () => {
  const many = Array.from({ length: 12 }, (_, i) => `  p${i}: { min: 1, max: 10, when: { kind: ${i % 2} } }`).join(
    '\n',
  );
  const expansion = expandSweep(sweepOf('grid', `parameters:\n  kind: { values: [0, 1] }\n${many}`));
  expect(expansion).toMatchObject({ ok: false, problem: { found: 'this one has 2,000,000' } });
  const wide = Array.from({ length: 12 }, (_, i) => `  p${i}: { min: 1, max: 10 }`).join('\n');
  expect(said('grid', `parameters:\n${wide}\nconstraints: ["p1 < p2"]`)).toContain('points before they are applied');
});

test.each([
  ['when: { optimiser: sgd }', 'unknown parameter "optimiser". Did you mean "optimizer"?'],
  ['when: { optimizer: sdg }', 'optimizer is one of sgd, adam, but the condition asks for "sdg"'],
  ['when: { rate: 0.5 }', 'a condition must refer to a parameter with at most 1000 values'],
  ['when: { own: 1 }', 'a parameter cannot depend on itself'],
  ['when: { optimizer: [] }', 'the list for optimizer is empty'],
])('a mistaken condition is reported: %s', (when, message) => {
  const body = `parameters:\n  optimizer: { values: [sgd, adam] }\n  rate: { min: 0.0, max: 1 }\n  own: { values: [1], ${when} }`;
  expect(said('random', body)).toContain(message);
});

test.each([
  ['zip: [[a, c]]', 'there is no c'],
  ['zip: [[a, rate]]', 'but rate does not'],
  ['zip: [[a, b]]', 'they have 2, 3'],
  ['zip: [[a, a]]', 'a is zipped twice'],
  ['union: [{ a: { value: 1 } }, { d: { value: 1 } }]', '"parameters" has a too'],
  ['union: [{ d: { value: 1 } }, {}]', 'must not be empty'],
  ['exclude: [{ A: 1 }]', 'unknown parameter "A"'],
  ['exclude: [{}]', 'it is empty'],
  ['exclude: [{ a: [] }]', 'the list for a is empty'],
  ['constraints: ["a <"]', 'it ends where a value is expected, at character 4'],
  ['constraints: ["a + b"]', 'compares nothing'],
  ['constraints: ["a < beta"]', 'unknown parameter "beta"'],
])('a mistake is reported: %s', (more, message) => {
  const body = `parameters:\n  a: { values: [1, 2] }\n  b: { values: [1, 2, 3] }\n  rate: { min: 0.0, max: 1 }\n${more}`;
  expect(said('random', body)).toContain(message);
});

/** A space of a few listed parameters, some of them conditional on an earlier one. */
const arbitrarySpace = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 3 }), on: fc.option(fc.nat(5)), value: fc.nat(2) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((entries) =>
    entries.map(({ size, on, value }, index) => ({
      name: `p${index}`,
      values: Array.from({ length: size }, (_, i) => i),
      when:
        on === null || on >= index
          ? undefined
          : { name: `p${on}`, value: Math.min(value, (entries[on]?.size ?? 1) - 1) },
    })),
  );
type Entry = {
  readonly name: string;
  readonly values: readonly number[];
  readonly when: { readonly name: string; readonly value: number } | undefined;
};

/** Every combination of values, without what is not active, each once. */
function bruteForce(entries: readonly Entry[]): JsonObject[] {
  const all = entries.reduce<JsonObject[]>(
    (points, { name, values, when }) =>
      points.flatMap((point) =>
        when === undefined || point[when.name] === when.value
          ? values.map((value) => ({ ...point, [name]: value }))
          : [point],
      ),
    [{}],
  );
  return [...new Map(all.map((point) => [canonicalJson(point), point])).values()];
}
const bodyOf = (entries: readonly Entry[]): string =>
  `parameters:\n${entries
    .map(
      ({ name, values, when }) =>
        `  ${name}: { values: [${values.join(', ')}]${when === undefined ? '' : `, when: { ${when.name}: ${when.value} }`} }`,
    )
    .join('\n')}`;
const holds = (point: JsonObject): boolean =>
  [point['p0'], point['p1']].includes(undefined as unknown as Json) || Number(point['p0']) + Number(point['p1']) <= 2;

test('a grid has every point once, and with constraints those that satisfy them', () => {
  fc.assert(
    fc.property(arbitrarySpace, (entries) => {
      const body = bodyOf(entries);
      const points = bruteForce(entries);
      expect(paramsOf('grid', body)).toEqual(points);
      if (entries.length < 2) return;
      const allowed = points.filter(holds);
      const restricted = `${body}\nconstraints: ["p0 + p1 <= 2"]`;
      if (allowed.length > 0) expect(paramsOf('grid', restricted)).toEqual(allowed);
    }),
  );
});

test.each(['random', 'sobol', 'halton', 'lhs', 'tpe', 'nelder-mead'])(
  '%s finds points of the space, none twice, and in the end all',
  (method) => {
    fc.assert(
      fc.property(
        arbitrarySpace.filter(({ length }) => length > 1),
        (entries) => {
          const allowed = bruteForce(entries).filter(holds);
          if (allowed.length === 0) return;
          const body = `${bodyOf(entries)}\nconstraints: ["p0 + p1 <= 2"]\nrun_cap: 100`;
          const sweep = sweepOf(method, body);
          const found = ['tpe', 'nelder-mead'].includes(method)
            ? proposeAll(sweep, allowed.length)
            : paramsOf(method, body);
          expect(new Set(texts(found)).size).toBe(found.length);
          if (method === 'lhs') expect(texts(allowed)).toEqual(expect.arrayContaining(texts(found)));
          else expect(texts(found)).toEqual(texts(allowed));
        },
      ),
      { numRuns: 10 },
    );
  },
);

/** Proposals until there are no more, at most a few too many. */
function proposeAll(sweep: Sweep, size: number): JsonObject[] {
  const results: ReturnType<typeof resultOf>[] = [];
  for (let generation = 0; generation <= size / 4 + 1; generation++)
    results.push(...proposeGeneration(sweep, results).map((params) => resultOf(params, Object.keys(params).length)));
  return results.map(({ params }) => params);
}

test('a condition shifts no other parameter; a larger run_cap keeps what was there', () => {
  const body = 'parameters:\n  x: { min: 0.0, max: 1 }\n  kind: { values: [a, b] }\n  y: { min: 0.0, max: 1 }';
  const conditional = body
    .replace('max: 1 }\n  kind', 'max: 1 }\n  kind')
    .replace(/y: \{ (.*) \}$/, 'y: { $1, when: { kind: a } }');
  const [plain, dropped] = [paramsOf('random', body), paramsOf('random', conditional)];
  expect(dropped).toEqual(plain.map(({ y, ...rest }) => (rest['kind'] === 'a' ? { ...rest, y } : rest)));
  const restricted = `${conditional}\nconstraints: ["x < 0.7"]`;
  expect(paramsOf('random', `${restricted}\nrun_cap: 40`).slice(0, 20)).toEqual(
    paramsOf('random', `${restricted}\nrun_cap: 20`),
  );
});

test.each(['tpe', 'gp', 'cma-es', 'nelder-mead'])(
  '%s learns where parameters come and go, and keeps to what is allowed',
  (method) => {
    const body = `parameters:
  optimizer: { values: [sgd, adam] }
  rate: { distribution: log_uniform_values, min: 0.001, max: 1 }
  momentum: { min: 0.0, max: 0.99, when: { optimizer: sgd } }
constraints: ["rate * (1 + momentum) < 1", "rate < 0.9"]
exclude: [{ optimizer: adam, rate: 0.5 }]`;
    const sweep = sweepOf(method, body);
    const results: ReturnType<typeof resultOf>[] = [];
    for (let generation = 0; generation < 8; generation++)
      results.push(
        ...proposeGeneration(sweep, results).map((params) =>
          resultOf(
            params,
            (Math.log10(Number(params['rate'])) + 1) ** 2 +
              (params['optimizer'] === 'sgd' ? (Number(params['momentum']) - 0.9) ** 2 : 1),
          ),
        ),
      );
    expect(results).toHaveLength(32);
    for (const { params } of results) {
      expect(params['optimizer'] === 'sgd').toBe('momentum' in params);
      expect(Number(params['rate']) * (1 + Number(params['momentum'] ?? 0))).toBeLessThan(1);
    }
  },
);

test('a point that is tried first keeps to the rules, or that is told', () => {
  const body = `${optimizers}\npoints: [{ optimizer: adam, momentum: 0.9 }]`;
  expect(said('random', body)).toContain(
    'momentum is active only if optimizer is "sgd", but the point has optimizer "adam"',
  );
  const excluded = expandSweep(
    sweepOf(
      'random',
      `${optimizers}\nrun_cap: 3\npoints: [{ momentum: 0, optimizer: sgd }]\nexclude: [{ momentum: 0 }]`,
    ),
  );
  expect(excluded).toMatchObject({ ok: true, notices: ['1 of 1 points are not tried: the space excludes them'] });
  const zipped =
    'parameters:\n  a: { values: [1, 2] }\n  b: { values: [3, 4] }\nzip: [[a, b]]\npoints: [{ a: 1, b: 4 }]';
  expect(said('random', zipped)).toContain('a and b are zipped');
});
