import { createContext, Script } from 'node:vm';

import { canonicalJson } from '@nx-tune/search';
import * as fc from 'fast-check';
import { stringify } from 'yaml';

import {
  expandSweep,
  type Expansion,
  formatProblem,
  parseSweep,
  type Problem,
  resolveSlots,
  type Sweep,
} from '../../src/index.js';

/**
 * Nx reads every sweep file on every command: none may make that fail or wait. `NX_TUNE_PROPERTY_RUNS=10
 * NX_TUNE_PROPERTY_SEED=2` looks further.
 */
const runs = 1000;
/** This is not a benchmark: a thousandth of it would do, and a hang takes forever. */
const hangMs = 1000;
const mostTrials = 10_000;
const file = 'apps/digits/tune.yaml';

/** Whatever the text, the answer is a sweep with its trials, or problems that a person can read. */
function check(text: string): void {
  current = { name: '', text };
  const parsed = inTime('parseSweep', () => parseSweep('tune', file, text));
  if (!parsed.ok) return checkProblems(text, parsed.problems);
  // A file may raise its own limit and wait for it: here it may not.
  const sweep = { ...parsed.value, maxTrials: Math.min(parsed.value.maxTrials, mostTrials) };
  const expansion = inTime('expandSweep', () => expandSweep(sweep));
  if (expansion.ok) checkTrials(trialsOf(sweep, expansion));
  else checkProblems(text, [{ file, line: 1, ...expansion.problem }]);
}

type Ready = Extract<Expansion, { ok: true }>;

/** Returns the trials of a sweep; with a method that learns, those of the first generation. */
function trialsOf(sweep: Sweep, { trials, ...plan }: Ready): Ready['trials'] {
  return plan.slots.length === 0
    ? trials
    : inTime('resolveSlots', () => resolveSlots(sweep, plan, { ofTrial: () => undefined }));
}

/** The function being called, and its argument: a hang is ended from outside, and would not say. */
let current = { name: '', text: '' };

/**
 * The best of three, in CPU time of this process: neither a machine that is busy with something else nor a pause to collect
 * garbage makes a hang.
 */
function inTime<T>(name: string, call: () => T): T {
  current = { ...current, name };
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = process.cpuUsage();
    const answer = call();
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1000 <= hangMs) return answer;
  }
  throw new Error(`${name} took more than ${hangMs} ms of CPU time`);
}

const script = new Script('call()');

/**
 * Ends what hangs forever, and says what it was. One watch is set for many texts, since each is a thread, and takes more time
 * than a text does: two minutes for what takes seconds.
 */
function watched(call: () => void, times = 1): void {
  try {
    script.runInContext(createContext({ call }), { timeout: 120_000 * Math.max(1, times / 1000) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(`${current.name} does not end with ${JSON.stringify(current.text)}`, { cause: error });
  }
}

function checkProblems(text: string, problems: readonly Problem[]): void {
  expect(problems).not.toHaveLength(0);
  const lines = text.split('\n').length;
  for (const problem of problems) {
    const message = formatProblem(problem);
    expect(message).toMatch(/^apps\/digits\/tune\.yaml(:\d+)?(:| )/);
    expect(message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    if (isAboutWholeFile(problem)) continue;
    expect(problem.line).toBeGreaterThanOrEqual(1);
    expect(problem.line).toBeLessThanOrEqual(lines);
  }
}

/** An empty file and one that is too long have no line that is to blame. */
const isAboutWholeFile = ({ rule }: Problem): boolean => /^a sweep file must not be (empty|larger)/.test(rule);

function checkTrials(trials: Ready['trials']): void {
  expect(trials.length).toBeGreaterThan(0);
  expect(trials.length).toBeLessThanOrEqual(mostTrials);
  expect(new Set(trials.map(({ id }) => id)).size).toBe(trials.length);
  expect(new Set(trials.map(({ name }) => name)).size).toBe(trials.length);
  for (const { definition, name } of trials.slice(0, 100)) {
    const text = canonicalJson(definition.params);
    // What JSON cannot carry would be another value in the worker, or in the results.
    expect(JSON.parse(text)).toEqual(definition.params);
    expect(name).toMatch(/^[A-Za-z0-9@.-]+$/);
  }
}

/** Numbers at which arithmetic breaks: zeros, the ends of doubles and of whole numbers. */
const edges = [0, -0, 1, -1, 0.1, 5e-324, 1e-300, 1e-9, 700, 1e10, 2 ** 31, 2 ** 53, 1e15, 1e100, 1e308, -1e308];
const number = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom(...edges) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
);
const awkward = [
  '',
  '__proto__',
  'constructor',
  'a\nb',
  '${x}',
  '*a',
  '&a',
  '!!set',
  '<<',
  '\u2028',
  '\u001b[31m',
  '../..',
];
/**
 * Any character. `unit: 'binary'` draws the same, and makes a table of all million of them first. The way back from a character
 * lets fast-check mix in names such as `toString`.
 */
const character = fc.nat(0x10_ff_ff - 0x8_00).map(
  (index) => String.fromCodePoint(index < 0xd8_00 ? index : index + 0x8_00),
  (one) => {
    const code = typeof one === 'string' ? (one.codePointAt(0) ?? 0) : 0;
    return code < 0xd8_00 ? code : code - 0x8_00;
  },
);
const text = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: character, maxLength: 12 }));
const json = fc.oneof(number, text, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
const wild = fc.oneof(json, fc.array(json, { maxLength: 4 }), fc.dictionary(text, json, { maxKeys: 3 }));

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('x', 'y', 'z', 'x.y', 'stepSize', 'é', '_1') },
  { weight: 1, arbitrary: text },
);
/** Two numbers in order and not too far apart for a grid to be of some size. */
const range = fc
  .tuple(number, fc.oneof(fc.integer({ min: 1, max: 200 }), number.map(Math.abs)))
  .map(([min, width]) => ({ min, max: min + width }));
const step = fc.option(fc.constantFrom(0.1, 0.5, 1, 2, 1e-9, 5e-324, 1e10), { nil: undefined });
const bounded = [
  '',
  'int_uniform',
  'uniform',
  'log_uniform',
  'log_uniform_values',
  'inv_log_uniform',
  'inv_log_uniform_values',
];
const stepped = ['', 'q_uniform', 'q_log_uniform', 'q_log_uniform_values'];
const normal = ['normal', 'log_normal', 'q_normal', 'q_log_normal'];
const distributed = (names: readonly string[]) =>
  fc.constantFrom(...names).map((distribution) => (distribution === '' ? {} : { distribution }));

/** One entry of `parameters`: mostly of a right shape with awkward numbers, now and then of any shape. */
const entry = fc.letrec<{ entry: object; nested: object }>((tie) => ({
  nested: fc.dictionary(name, tie('entry'), { maxKeys: 3 }).map((parameters) => ({ parameters })),
  entry: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    json.map((value) => ({ value })),
    fc.array(json, { maxLength: 6 }).map((values) => ({ values })),
    fc.tuple(distributed(bounded), range).map(merged),
    fc
      .tuple(
        distributed(stepped),
        range,
        step.map((q) => ({ q })),
      )
      .map(merged),
    fc.tuple(distributed(normal), fc.record({ mu: number, sigma: number.map(Math.abs), q: step })).map(merged),
    fc.record(
      { values: fc.array(json), probabilities: fc.array(number), min: wild, q: wild, nonsense: wild },
      { requiredKeys: [] },
    ),
    fc
      .tuple(tie('entry'), fc.dictionary(name, fc.oneof(json, fc.array(json, { maxLength: 3 })), { maxKeys: 2 }))
      .map(([inner, when]) => ({ ...(Object(inner) as object), when })),
    tie('nested'),
  ),
})).entry;

/** A `undefined` is an absent key, for YAML as for JSON. */
function merged(parts: readonly object[]): object {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)).filter(([, value]) => value !== undefined));
}

const oftenly = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 12, arbitrary: good as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: wild as fc.Arbitrary<unknown> },
  );
const good = {
  method: fc.constantFrom('grid', 'random', 'sobol', 'halton', 'lhs', 'tpe', 'gp', 'cma-es', 'nelder-mead', 'bayes'),
  metric: fc.constantFrom({ name: 'loss' }, { name: 'loss', goal: 'maximize' }),
  parameters: fc.dictionary(name, oftenly(entry), { minKeys: 1, maxKeys: 4 }),
};
/** Values by names that are those of parameters now and then. */
const byName = fc.dictionary(name, fc.oneof(number, json), { maxKeys: 3 });
const optional = {
  points: fc.array(byName, { minLength: 1, maxLength: 4 }),
  prior: fc.dictionary(name, fc.oneof(fc.record({ center: number, spread: number }), byName), { maxKeys: 2 }),
  from: fc.oneof(text, fc.constantFrom('other.tune.yaml', ['a.tune.json', '{workspaceRoot}/b/tune.lock.json'])),
  seed: fc.oneof(fc.integer(), text),
  run_cap: fc.constantFrom(1, 2, 20, 50, 300, 2 ** 40),
  max_trials: fc.constantFrom(1, 100, 10_000, 1_000_000),
  inputs: fc.array(fc.oneof(text, fc.constantFrom('data/*.csv', '{workspaceRoot}/x', { env: 'HOME' }))),
  isolation: fc.constantFrom('thread', 'process'),
  description: text,
  budget: fc.record({ name: fc.oneof(name, fc.constant('epochs')) }),
  early_terminate: fc.record(
    {
      type: fc.constantFrom('hyperband', 'successive_halving'),
      min_iter: fc.constantFrom(0, 1, 2, 0.5, 100),
      max_iter: fc.constantFrom(1, 9, 81, 1e9, 1e12, 2.5),
      eta: fc.constantFrom(1, 2, 3, 1000, 1e6),
      s: fc.constantFrom(0, 2, 40),
    },
    { requiredKeys: ['type'] },
  ),
  stop: fc.record(
    {
      patience: fc.constantFrom(0, 1, 5),
      min_delta: number,
      above: number,
      below: number,
      median: fc.oneof(text, fc.constant('other')),
    },
    { requiredKeys: [] },
  ),
  curves: fc.boolean(),
  generation: fc.constantFrom(1, 4, 1000),
  gp: fc.record(
    {
      kernel: fc.constantFrom('rbf', 'matern52'),
      acquisition: fc.constantFrom('ei', 'log_ei', 'pi', 'lcb'),
      kappa: number,
      noise: number,
    },
    { requiredKeys: [] },
  ),
  zip: fc.array(fc.array(name, { maxLength: 3 }), { maxLength: 2 }),
  union: fc.array(fc.dictionary(name, oftenly(entry), { maxKeys: 2 }), { maxLength: 3 }),
  exclude: fc.array(byName, { maxLength: 3 }),
  constraints: fc.array(
    fc.oneof(
      text,
      fc
        .array(fc.oneof(name, fc.constantFrom('1', ' < ', ' + ', ' == ', '(', ')', '!', ' && ', 'min(', ', ', '"a"')), {
          maxLength: 8,
        })
        .map((parts) => parts.join('')),
    ),
    { maxLength: 3 },
  ),
};
const objective = fc.constantFrom(
  { objective: './src/objective.ts' },
  { program: 'train.py' },
  { command: ['node', 'a.js', '${args}'] },
);
const tree = fc
  .tuple(
    oftenly(objective),
    fc.record(mapped(good)),
    fc.record(mapped(optional), { requiredKeys: [] }),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.dictionary(text, wild, { maxKeys: 2 }) },
    ),
  )
  .map((parts) => merged(parts.map((part) => Object(part) as object)));

function mapped(arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(arbitraries).map(([key, arbitrary]) => [key, oftenly(arbitrary)]));
}

const rendered = fc
  .tuple(tree, fc.constantFrom('yaml', 'flow', 'json'))
  .map(([value, style]) =>
    style === 'json'
      ? JSON.stringify(value)
      : stringify(value, { collectionStyle: style === 'flow' ? 'flow' : 'any', aliasDuplicateObjects: true }),
  );

/** Files as people write them. */
const samples = [
  `# workspace-example/digits/tune.yaml
objective: ./src/objective.ts
method: grid
metric: { name: validationError, goal: minimize }
parameters:
  stepSize: { values: [0.02, 0.1, 0.5] }
  momentum: { values: [0, 0.9] }
  batchSize: { values: [60, 200] }
  l2: { value: 0.0001 }
seed: 4787
`,
  `objective: ./src/objective.ts
method: random
run_cap: 12
metric: { name: validationError, goal: minimize }
parameters:
  stepSize: { distribution: log_uniform_values, min: 0.005, max: 1 }
  momentum: { distribution: uniform, min: 0, max: 0.95 }
  batchSize: { values: [20, 60, 200] }
  l2: { distribution: log_uniform_values, min: 0.000001, max: 0.01 }
seed: 4787
`,
  `command: [node, src/compress.mjs, '\${args}']
method: grid
metric: { name: bytes, goal: minimize }
parameters:
  quality: { values: [1, 5, 9, 11] } # effort, 0 to 11
  mode: { values: [generic, text] }
inputs:
  - corpus/**/* # data that the results depend on
`,
  `program: train.py
project: digits
method: random
metric:
  goal: minimize
  name: loss
parameters:
  learning_rate:
    distribution: q_log_uniform_values
    q: 0.0001
    min: 0.0001
    max: 0.1
  width: { distribution: q_normal, mu: 64, sigma: 16, q: 8 }
  optimizer:
    parameters:
      beta: { min: 0.8, max: 0.99 }
early_terminate: { type: hyperband, min_iter: 3 }
command:
  - \${env}
  - \${interpreter}
  - \${program}
  - \${args}
`,
  `{"objective":"o.js","method":"sobol","run_cap":30,"metric":{"name":"loss"},"parameters":{"x":{"min":1,"max":9},"y":{"values":[1,"a",null,{"b":1}]}}}`,
];

/** Pieces that mean something to YAML, to numbers, to names or to terminals. */
const pieces = [
  ':',
  ': ',
  '- ',
  '? ',
  '#',
  '|',
  '>',
  '>-',
  '&a ',
  '*a',
  '!!set ',
  '!!binary ',
  '!!timestamp ',
  '!x ',
  '<<: *a',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '---\n',
  '...\n',
  '%YAML 1.1\n---\n',
  '%TAG ! !\n',
  '	',
  '\r',
  '\n',
  '  ',
  '\0',
  '',
  '﻿',
  '\ud800',
  '\x1B[2J',
  '1e999',
  '0x1F',
  '1_000',
  '.nan',
  '-.inf',
  '0o7',
  '1e-400',
  '99999999999999999999',
  '~',
  'yes',
  '__proto__: 1',
  'constructor: { prototype: 1 }',
  'values: [1, 1, 1.0, -0, 0]',
  '{ min: 10000000000, max: 10000000200, q: 1 }',
];
const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: character, maxLength: 8 }));

type Mutation = (source: string) => string;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (source: string, where: number): number => Math.floor(where * source.length);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(30)).map(
    ([where, length]): Mutation =>
      (source) =>
        source.slice(0, at(source, where)) + source.slice(at(source, where) + length),
  ),
  fc.tuple(place, piece).map(
    ([where, inserted]): Mutation =>
      (source) =>
        source.slice(0, at(source, where)) + inserted + source.slice(at(source, where)),
  ),
  fc.tuple(place, place, fc.constantFrom('swap', 'double', 'cut')).map(
    ([one, other, how]): Mutation =>
      (source) =>
        onLines(source, one, other, how),
  ),
  place.map(
    (where): Mutation =>
      (source) =>
        source.slice(0, at(source, where)),
  ),
  number.map(
    (value): Mutation =>
      (source) =>
        source.replace(/\d+(\.\d+)?/, String(value)),
  ),
  fc.tuple(fc.nat(8), number).map(
    ([index, value]): Mutation =>
      (source) =>
        source.replace(/\d+(\.\d+)?/g, nth(index, String(value))),
  ),
);

function onLines(source: string, one: number, other: number, how: string): string {
  const lines = source.split('\n');
  const [i, j] = [Math.floor(one * (lines.length - 1)), Math.floor(other * (lines.length - 1))];
  const line = lines[i] ?? '';
  if (how === 'swap') lines.splice(i, 1, lines.splice(j, 1, line)[0] ?? '');
  else lines.splice(i, how === 'cut' ? 1 : 0, ...(how === 'cut' ? [] : [line]));
  return lines.join('\n');
}

function nth(index: number, replacement: string): (found: string) => string {
  let seen = 0;
  return (found) => (seen++ === index ? replacement : found);
}

const mutated = fc
  .tuple(fc.constantFrom(...samples), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([sample, mutations]) => mutations.reduce((source, mutate) => mutate(source), sample));

const yamlish = fc
  .tuple(
    fc.array(fc.oneof(piece, fc.constantFrom('a', 'method', 'parameters', 'x', 'values', '1')), { maxLength: 40 }),
    fc.constantFrom('', ...samples),
  )
  .map(([parts, sample]) => parts.join('') + sample);

/** `depth` from a few to more than a stack holds, each order of magnitude as often as another. */
const depth = fc.double({ min: 0, max: 4.4, noNaN: true }).map((power) => Math.floor(10 ** power));
const nestings: readonly (readonly [open: string, inner: string, close: string])[] = [
  ['[', '', ']'],
  ['{ a: ', '1', ' }'],
  ['{ parameters: { x: ', '{ value: 1 }', ' } }'],
  ['{ value: ', '1', ' }'],
  ['{ values: [', '1', '] }'],
  ['{"value":[', '1', ']}'],
  ['- ', '1', ''],
  ['? ', '1', ''],
  ['&a !x ', '1', ''],
];
const deep = fc
  .tuple(fc.constantFrom(...nestings), depth, fc.constantFrom('x', 'value', 'values', 'top', 'ignored'), fc.boolean())
  .map(([[open, inner, close], levels, where, isClosed]) =>
    placed(where, `${open.repeat(levels)}${inner}${isClosed ? close.repeat(levels) : ''}`),
  );

function placed(where: string, value: string): string {
  const entries: Readonly<Record<string, string>> = {
    x: value,
    value: `{ value: ${value} }`,
    values: `{ values: [1, ${value}] }`,
  };
  if (where === 'top') return value;
  const more = where === 'ignored' ? `early_terminate: ${value}\n` : '';
  return `objective: a.ts\nmethod: grid\nmetric: { name: loss }\n${more}parameters:\n  x: ${entries[where] ?? '{ value: 1 }'}\n`;
}

/** Levels of aliases, each of which names the one before several times. */
const bombs = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('[', '{'),
    fc.constantFrom(...samples),
  )
  .map(([levels, width, bracket, sample]) => bomb(levels, width, bracket) + sample);

function bomb(levels: number, width: number, bracket: string): string {
  const items = (level: number): string =>
    Array.from({ length: width }, (_, index) => {
      const inner = level === 0 ? 'x' : `*l${level - 1}`;
      return bracket === '[' ? inner : `${index % 3 === 0 && level > 0 ? `<<` : `k${index}`}: ${inner}`;
    }).join(', ');
  const close = bracket === '[' ? ']' : '}';
  const lines = Array.from(
    { length: levels },
    (_, level) => `  l${level}: &l${level} ${bracket}${items(level)}${close}\n`,
  );
  return `early_terminate:\n${lines.join('')}`;
}

/** Many of one thing. */
function wideFile(count: number, what: string, method: string): string {
  const lines = (line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
  const head = `objective: a.ts\nmethod: ${method}\nrun_cap: 5\nmetric: { name: loss }\n`;
  const one = 'parameters:\n  x: { values: [1, 2] }\n';
  switch (what) {
    case 'only keys':
      return lines((index) => `k${index}:`);
    case 'keys':
      return head + one + lines((index) => `k${index}: 1`);
    case 'bad names':
      return `${head}parameters:\n${lines((index) => `  -${index}: 1`)}`;
    case 'parameters':
      return `${head}parameters:\n${lines((index) => `  p${index}: { values: [1, 2] }`)}`;
    case 'constants':
      return `${head}parameters:\n${lines((index) => `  p${index}: { value: ${index} }`)}`;
    case 'values':
      return `${head.replace('run_cap: 5\n', '')}parameters:\n  x:\n    values:\n${lines((index) => `      - ${index}`)}`;
    case 'inputs':
      return `${head + one}inputs:\n${lines((index) => `  - ../${index}`)}`;
    case 'words':
      return `${head.replace('objective: a.ts', 'command: [a]')}${one}`.replace('[a]', `[${lines(() => '${a},')}]`);
    default:
      return head + lines(() => '}: [');
  }
}

const fuzz = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, share: number): void => {
  const numRuns = Math.ceil(runs * share);
  watched(() => fc.assert(property, { numRuns }), numRuns);
};

test.each([
  ['trees of the real keys', rendered, 0.37],
  ['files as people write them, damaged', mutated, 0.36],
  ['pieces of YAML', yamlish, 0.2],
  ['deep nesting', deep, 0.03],
  ['aliases of aliases', bombs, 0.03],
])('%s: a sweep or problems, in time', (_, arbitrary, share) => fuzz(fc.property(arbitrary, check), share));

/** A thousand lines are more than anybody writes by hand. */
const lineCount = fc.double({ min: 0, max: 3, noNaN: true }).map((power) => Math.floor(10 ** power));

test('many of one thing: a sweep or problems, in time', () => {
  const what = fc.constantFrom('keys', 'bad names', 'parameters', 'constants', 'values', 'inputs', 'words', 'errors');
  fuzz(
    fc.property(lineCount, what, good.method, (count, kind, method) => check(wideFile(count, kind, method))),
    0.01,
  );
});

const sweepOf = (method: string, parameters: string): string =>
  `objective: a.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: ${parameters}\n`;

/** Earlier findings, in their smallest form. */
test.each([
  // Multiples of q are rounded to ten digits after they were counted.
  ['a grid with duplicates', sweepOf('grid', '{ x: { min: 10000000000, max: 10000000200, q: 1 } }')],
  // JSON has no infinity: the objective would get null.
  ['params that are infinite', sweepOf('random', '{ x: { distribution: log_normal, mu: 1000 } }')],
  ['params that are infinite by their step', sweepOf('random', '{ x: { min: 0, max: 1, q: 5.0e-324 } }')],
  // The points of the grid that are one and the same are all gone through; and that never ends.
  ['a finite space of few values', sweepOf('random', '{ x: { min: 1e15, max: 1.00000001e15, q: 0.001 } }')],
  // The parser compares each key with all before it.
  ['five thousand keys', `${sweepOf('grid', '{ x: { value: 1 } }')}${wideFile(5_000, 'only keys', '')}`],
  // The design is made as a whole, whatever its points have in common.
  ['a Latin hypercube of 2^40 points', `${sweepOf('lhs', '{ x: { values: [1] } }')}run_cap: 1099511627776\n`],
  // Most of its points are rarer than one in a thousand.
  [
    'a finite space of rare values',
    `${sweepOf('halton', '{ x: { max: 58, min: 0 }, y: { distribution: q_log_uniform_values, min: 1.0e-9, max: 15 }, z: { values: [1, 2, 3] } }')}run_cap: 1099511627776\n`,
  ],
  // Each constant is put into each trial, and hashed with it.
  ['a long constant', sweepOf('grid', `{ x: { min: 1, max: 1000 }, y: { value: ${'y'.repeat(60_000)} } }`)],
])('%s', (_, source) => watched(() => check(source)));
