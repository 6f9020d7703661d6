import * as fc from 'fast-check';

import { formatProblem, parseSweep, type Sweep, sweepFileSchema } from '../../src/index.js';

const valid = `objective: ./src/objective.ts
method: random
metric: { name: loss, goal: minimize }
parameters:
  x: { min: 1, max: 3 }
`;

function parsed(text: string): Sweep {
  const result = parseSweep('tune', 'a/tune.yaml', text);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

function messages(text: string): string[] {
  const result = parseSweep('tune', 'a/tune.yaml', text);
  return result.ok ? [] : result.problems.map(formatProblem);
}

/** The distribution that one entry of `parameters` describes. */
const distribution = (entry: string): unknown =>
  parsed(valid.replace('{ min: 1, max: 3 }', entry)).space[0]?.distribution;

test('the defaults', () => {
  expect(parsed(valid.replace(', goal: minimize', ''))).toEqual({
    name: 'tune',
    objective: { kind: 'module', path: 'src/objective.ts' },
    method: 'random',
    metric: { name: 'loss', goal: 'minimize' },
    measured: [],
    space: [{ path: ['x'], label: 'x', distribution: { kind: 'int_uniform', min: 1, max: 3 } }],
    seed: '0',
    runCap: 20,
    maxTrials: 10_000,
    inputs: [],
    generation: 4,
    isolation: 'thread',
    limits: { retries: 0 },
    onCrash: 'fail',
    resources: {},
    notices: ['no "run_cap": 20 trials'],
  });
});

test('it reads what ends a trial, what a crash is, and what a trial needs', () => {
  const keys =
    'metrics: { seconds: { deterministic: false }, loss: { deterministic: true } }\ntimeout: 0.5\nmemory: 64\nretries: 2\nfail_fast: 3\non_crash: record\nresources: { cpus: 4, gpus: 1 }\n';
  expect(parsed(valid + keys)).toMatchObject({
    limits: { timeoutMs: 500, memoryMb: 64, retries: 2, failFast: 3 },
    onCrash: 'record',
    measured: [{ name: 'seconds' }],
    resources: { cpus: 4, gpus: 1 },
  });
});

test('JSON is read like YAML, and a seed is a text', () => {
  const file = {
    objective: 'o.js',
    method: 'grid',
    metric: { name: 'loss', goal: 'maximize' },
    parameters: { x: { values: [1, 'a', null, { b: 1 }] } },
    seed: 5,
    isolation: 'process',
  };
  const sweep = parsed(JSON.stringify(file));
  expect(sweep).toMatchObject({
    seed: '5',
    isolation: 'process',
    metric: { goal: 'maximize' },
    space: [{ distribution: { kind: 'categorical', values: [1, 'a', null, { b: 1 }] } }],
  });
  expect(parsed(JSON.stringify({ ...file, seed: '5' })).seed).toBe('5');
});

test.each([
  ['{ value: 3 }', { kind: 'constant', value: 3 }],
  ['{ value: null }', { kind: 'constant', value: null }],
  ['{ distribution: constant, value: a }', { kind: 'constant', value: 'a' }],
  ['{ values: [1, 2] }', { kind: 'categorical', values: [1, 2] }],
  [
    '{ distribution: categorical, values: [1, 2], probabilities: [0.25, 0.75] }',
    { kind: 'categorical', values: [1, 2], probabilities: [0.25, 0.75] },
  ],
  ['{ min: 1, max: 3 }', { kind: 'int_uniform', min: 1, max: 3 }],
  ['{ min: 1.0, max: 3 }', { kind: 'uniform', min: 1, max: 3 }],
  ['{ min: 1, max: 3e0 }', { kind: 'uniform', min: 1, max: 3 }],
  ['{ min: 0.5, max: 3 }', { kind: 'uniform', min: 0.5, max: 3 }],
  ['{ distribution: int_uniform, min: 1, max: 3 }', { kind: 'int_uniform', min: 1, max: 3 }],
  ['{ distribution: uniform, min: 1, max: 3 }', { kind: 'uniform', min: 1, max: 3 }],
  ['{ distribution: q_uniform, min: 0, max: 3 }', { kind: 'q_uniform', min: 0, max: 3, q: 1 }],
  ['{ min: 0, max: 3, q: 0.5 }', { kind: 'q_uniform', min: 0, max: 3, q: 0.5 }],
  ['{ distribution: log_uniform, min: -3, max: 0 }', { kind: 'log_uniform', min: -3, max: 0 }],
  ['{ distribution: log_uniform_values, min: 0.1, max: 3 }', { kind: 'log_uniform_values', min: 0.1, max: 3 }],
  ['{ distribution: q_log_uniform, min: 0, max: 3, q: 2 }', { kind: 'q_log_uniform', min: 0, max: 3, q: 2 }],
  [
    '{ distribution: q_log_uniform_values, min: 1, max: 30, q: 2 }',
    { kind: 'q_log_uniform_values', min: 1, max: 30, q: 2 },
  ],
  ['{ distribution: inv_log_uniform, min: 0, max: 3 }', { kind: 'inv_log_uniform', min: 0, max: 3 }],
  ['{ distribution: inv_log_uniform_values, min: 1, max: 3 }', { kind: 'inv_log_uniform_values', min: 1, max: 3 }],
  ['{ distribution: normal }', { kind: 'normal', mu: 0, sigma: 1 }],
  ['{ mu: 2, sigma: 3 }', { kind: 'normal', mu: 2, sigma: 3 }],
  ['{ distribution: q_normal, mu: 2, sigma: 3, q: 5 }', { kind: 'q_normal', mu: 2, sigma: 3, q: 5 }],
  ['{ distribution: log_normal, mu: 2, sigma: 3 }', { kind: 'log_normal', mu: 2, sigma: 3 }],
  ['{ distribution: q_log_normal, mu: 2, sigma: 3, q: 5 }', { kind: 'q_log_normal', mu: 2, sigma: 3, q: 5 }],
])('%s', (entry, expected) => expect(distribution(entry)).toEqual(expected));

test('nested parameters', () => {
  const { space } = parsed(
    valid.replace(
      '{ min: 1, max: 3 }',
      '{ parameters: { a: { value: 1 }, b: { parameters: { c: { values: [2] } } } } }',
    ),
  );
  expect(space.map(({ path, label }) => [path, label])).toEqual([
    [['x', 'a'], 'x.a'],
    [['x', 'b', 'c'], 'x.b.c'],
  ]);
});

test('"wandb: shim" is part of the objective of a command, and so of its trials', () => {
  const text = valid.replace('objective: ./src/objective.ts', 'command: [python3, a.py]');
  const objective = { kind: 'command', command: ['python3', 'a.py'] };
  expect(parsed(text).objective).toEqual(objective);
  expect(parsed(`${text}wandb: shim\n`).objective).toEqual({ ...objective, wandb: 'shim' });
});

test('a W&B file: program, macros, and a notice for what has no meaning here', () => {
  const sweep = parsed(
    `program: train.py\nproject: p\nentity: e\nname: n\nmethod: grid\nmetric: { name: loss, goal: minimize }\nearly_terminate: { type: hyperband }\nparameters:\n  x: { values: [1] }\n`,
  );
  expect(sweep.objective).toEqual({
    kind: 'command',
    program: 'train.py',
    command: ['${env}', '${interpreter}', '${program}', '${args}'],
  });
  expect(sweep.isolation).toBe('process');
  expect(sweep.notices).toEqual([
    '"name" has no effect here',
    '"project" has no effect here',
    '"entity" has no effect here',
    '"early_terminate" gives no band, as W&B counts them: it needs a whole "min_iter", or a whole "max_iter" and "s" with "max_iter" of at least "eta", and "eta" above 1; so every trial runs to its end',
  ]);
});

test('"early_terminate" without a budget changes nothing in a file that is not of W&B, and says so', () => {
  const { ladder, reports, notices } = parsed(
    `objective: ./a.ts\nmethod: grid\nmetric: { name: loss, goal: minimize }\nearly_terminate: { type: hyperband, min_iter: 3 }\nparameters:\n  x: { values: [1] }\n`,
  );
  expect([ladder, reports]).toEqual([undefined, undefined]);
  expect(notices).toEqual([
    '"early_terminate" needs "budget: { name: epochs }" and an objective that respects the budget; without them, every trial runs to its end',
  ]);
});

test.each([
  ['a command', 'command: [python3, train.py]', 'TUNE_SEED'],
  ['an objective', 'objective: ./src/objective.ts', 'trial.rng()'],
])('%s with a parameter named seed: a notice says which seed is which', (_, objective, own) => {
  const text = `${objective}\nmethod: grid\nmetric: { name: loss }\nparameters:\n  seed: { values: [1, 2] }\n`;
  expect(parsed(text).notices).toEqual([
    `the parameter seed is a param like any other; it does not change ${own}, which follows the "seed" of the sweep: use one of the two for random numbers`,
  ]);
  expect(parsed(text.replace('seed:', 'seeds:')).notices).toEqual([]);
});

test('inputs', () => {
  const { inputs } = parsed(
    `${valid}inputs:\n  - data/*.{csv,json}\n  - './more/x.bin'\n  - '{workspaceRoot}/shared/x'\n  - '{projectRoot}/y'\n  - { env: SCALE }\n`,
  );
  expect(inputs).toEqual([
    { kind: 'files', glob: 'data/*.{csv,json}', from: 'project' },
    { kind: 'files', glob: 'more/x.bin', from: 'project' },
    { kind: 'files', glob: 'shared/x', from: 'workspace' },
    { kind: 'files', glob: 'y', from: 'project' },
    { kind: 'env', name: 'SCALE' },
  ]);
});

const entry = (text: string): string => valid.replace('{ min: 1, max: 3 }', text);
const withoutEffect = ['$schema', 'name', 'project', 'entity'];
const withEffect = Object.keys(sweepFileSchema.shape).filter((key) => !withoutEffect.includes(key));
const named = (text: string): string => valid.replace('  x:', `  ${text}:`);

test.each([
  ['', 'a/tune.yaml: a sweep file must not be empty. Start with "objective", "method", "metric" and "parameters".'],
  [
    '- a',
    'a/tune.yaml:1: a sweep file must be a mapping of keys to values. Start with "objective", "method", "metric" and "parameters".',
  ],
  [
    valid.replace('./src/objective.ts', 'train.py'),
    `a/tune.yaml:1 objective: "objective" must be a module in JavaScript or TypeScript, but "train.py" is not. Write "command: [python3, train.py, '\${args}']" instead.`,
  ],
  [`${valid}---\n${valid}`, 'a/tune.yaml:6: the file contains more than one YAML document.'],
  [`${valid}sede: 1\n`, 'a/tune.yaml:6 sede: unknown key "sede". Did you mean "seed"?'],
  [`${valid}xylophone: 1\n`, `a/tune.yaml:6 xylophone: unknown key "xylophone". Known keys: ${withEffect.join(', ')}.`],
  [
    valid.replace('random', 'rnadom'),
    'a/tune.yaml:2 method: "method" must be one of grid, random, sobol, halton, lhs, bayes, tpe, gp, cma-es, nelder-mead, nsga2, but it is "rnadom". Did you mean "random"?',
  ],
  [
    valid.replace('random', 'bayesian'),
    'a/tune.yaml:2 method: "method" must be one of grid, random, sobol, halton, lhs, bayes, tpe, gp, cma-es, nelder-mead, nsga2, but it is "bayesian". Use "bayes", which learns from earlier trials.',
  ],
  [
    valid.replace('method: random\n', ''),
    'a/tune.yaml:1 method: "method" is required. Add "method: grid" (or random, sobol, bayes).',
  ],
  [
    entry('{ min: 3, max: 1 }'),
    'a/tune.yaml:5 parameters.x.min: "min" must be below "max", but min is 3 and max is 1. Swap them, or use "value" for a constant.',
  ],
  [
    entry('{ distribution: log_uniform_values, min: 0, max: 1 }'),
    'a/tune.yaml:5 parameters.x.min: a log_uniform_values range must be above zero, but min is 0. Raise "min", or use distribution: uniform.',
  ],
  [entry('{ min: .nan, max: 1 }'), 'a/tune.yaml:5 parameters.x.min: "min" must be a finite number, but it is NaN.'],
  [
    entry('{ min: 0, max: -.inf }'),
    'a/tune.yaml:5 parameters.x.max: "max" must be a finite number, but it is -Infinity.',
  ],
  [entry('{ values: [] }'), 'a/tune.yaml:5 parameters.x.values: "values" must not be empty, but it is [].'],
  [
    entry('{ values: [1, 2], probabilities: [0.5, 0.6] }'),
    'a/tune.yaml:5 parameters.x.probabilities: "probabilities" must sum to 1, but they sum to 1.1.',
  ],
  [
    entry('{ values: [1, 2], min: 1 }'),
    'a/tune.yaml:5 parameters.x.min: "min" does not apply to distribution categorical. Its keys are values, probabilities.',
  ],
  [
    entry('{}'),
    'a/tune.yaml:5 parameters.x: a parameter needs "value", "values", "min" and "max", "mu" and "sigma", or nested "parameters", but it has none of them.',
  ],
  [`${valid}  x: { value: 1 }\n`, 'a/tune.yaml:6: Map keys must be unique.'],
  [named('__proto__'), 'a/tune.yaml:5 parameters.__proto__: a key must not be called "__proto__". Rename it.'],
  [
    named('"a\\nb"'),
    String.raw`a/tune.yaml:5 parameters.a\u000ab: a parameter's name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_", but it is "a\nb". Rename it; values may be any text.`,
  ],
  [
    named("'\"'"),
    String.raw`a/tune.yaml:5 parameters.": a parameter's name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_", but it is "\"". Rename it; values may be any text.`,
  ],
  [
    named('$(touch x)'),
    'a/tune.yaml:5 parameters.$(touch x): a parameter\'s name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_", but it is "$(touch x)". Rename it; values may be any text.',
  ],
  [
    named('../..'),
    'a/tune.yaml:5 parameters.../..: a parameter\'s name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_", but it is "../..". Rename it; values may be any text.',
  ],
  [
    named('--flag'),
    'a/tune.yaml:5 parameters.--flag: a parameter\'s name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_", but it is "--flag". Rename it; values may be any text.',
  ],
  [
    valid.replace('./src/objective.ts', '/etc/passwd'),
    'a/tune.yaml:1 objective: "objective" must be a path inside the project, but "/etc/passwd" is not: it is absolute.',
  ],
  [
    valid.replace('./src', '../b'),
    'a/tune.yaml:1 objective: "objective" must be a path inside the project, but "../b/objective.ts" is not: it leaves its folder with "..".',
  ],
  [
    `${valid}program: a.py\n`,
    'a/tune.yaml:1 objective: "objective" cannot be combined with "program" or "command", but both are given. Keep one of them.',
  ],
  [
    `${valid}wandb: shim\n`,
    'a/tune.yaml:6 wandb: "wandb: shim" needs "program" or "command", but the objective is a module. Remove it: a module returns its metrics.',
  ],
  [
    valid.replace('objective: ./src/objective.ts', "command: [node, '${nothing}']"),
    'a/tune.yaml:1 command[1]: unknown macro ${nothing}. Known macros: ${env} ${interpreter} ${program} ${args} ${args_no_equals} ${args_no_hyphens} ${args_no_boolean_flags} ${args_append_hydra} ${args_override_hydra} ${args_dict} ${args_json} ${args_json_file} ${envvar:NAME} ${param:NAME} ${seed} ${trial_dir}.',
  ],
  [
    valid.replace('objective: ./src/objective.ts', 'command: node a.js'),
    'a/tune.yaml:1 command: "command" must be a list, but it is "node a.js". Write it as a list: [node, a.js]; no shell parses it.',
  ],
  [
    `${valid}inputs: ['data/{projectName}/x']\n`,
    'a/tune.yaml:6 inputs[0]: an input must be a path or glob inside the project, {workspaceRoot}/..., or { env: NAME }, but "data/{projectName}/x" is not: {projectName} is allowed only at the beginning, as {projectRoot}/ or {workspaceRoot}/.',
  ],
  [
    `${valid}inputs: ['../../secrets']\n`,
    'a/tune.yaml:6 inputs[0]: an input must be a path or glob inside the project, {workspaceRoot}/..., or { env: NAME }, but "../../secrets" is not: it leaves its folder with "..".',
  ],
  [`${valid}run_cap: 0\n`, 'a/tune.yaml:6 run_cap: "run_cap" must be at least 1, but it is 0.'],
  [
    `# ${'x'.repeat(10_000_000)}`,
    'a/tune.yaml: a sweep file must not be larger than 64 kB, but it has 10001 kB. Move data to separate files, and name them under "inputs".',
  ],
  [`${valid}resources: { cpu: 4 }\n`, 'a/tune.yaml:6 resources.cpu: unknown key "cpu". Did you mean "cpus"?'],
  [`${valid}resources: { gpus: 0.5 }\n`, 'a/tune.yaml:6 resources.gpus: "gpus" must be a whole number, but it is 0.5.'],
  [
    `${valid}stop_when: { expected_gain: noisy }\n`,
    'a/tune.yaml:6 stop_when.expected_gain: "expected_gain" must be a finite number or "noise", but it is "noisy". Write "stop_when: { expected_gain: 0.001 }", in units of the metric, or "expected_gain: noise".',
  ],
  [`${valid}on_crash: ignore\n`, 'a/tune.yaml:6 on_crash: "on_crash" must be one of fail, record, but it is "ignore".'],
  ['['.repeat(50_000), 'a/tune.yaml:1: the file is nested too deeply.'],
  [
    `${valid}  y: { distribution: log_normal, mu: 1000 }\n`,
    'a/tune.yaml:6 parameters.y.mu: a draw of log_normal must be a number that JSON can hold, but mu 1000 and sigma 1 can give infinity. Both describe the logarithm of the value.',
  ],
  [
    `${valid}  y: { min: 1.0, max: 1e301 }\n`,
    'a/tune.yaml:6 parameters.y.max: "max" must lie between -1e300 and 1e300, but it is 1e+301.',
  ],
  [
    `${valid}  y: { min: 1e15, max: 2e15, q: 0.5 }\n`,
    'a/tune.yaml:6 parameters.y.q: "q" must be at least a billionth of the largest bound, so that ten digits tell its multiples apart, but it is 0.5 for values up to 2000000000000000.',
  ],
  [
    `${valid}  y: { value: ${'y'.repeat(9980)} }\n`,
    'a/tune.yaml:6 parameters.y: the params of a trial may have at most 10000 characters as JSON, but they have up to 10004. Keep data in files named under "inputs", and use their names as values.',
  ],
])('%.60j', (text, message) => expect(messages(text)).toEqual([message]));

test.each([
  ['method: tpe\nshards: 2', '"tpe" learns from all earlier trials, so trials cannot be split in advance'],
  ['method: sobol\ngeneration: 2', '"generation" is only for methods that learn'],
])('%s', (keys, rule) => {
  const [message] = messages(valid.replace('method: random', keys));
  expect(message).toContain(rule);
});

test('any text may be a value', () => {
  const values = ['__proto__', 'a\nb', '"', '$(touch x)', '../..', '--flag', '`x`', '\u0000', '{projectRoot}'];
  expect(parsed(valid.replace('{ min: 1, max: 3 }', JSON.stringify({ values }))).space[0]?.distribution).toEqual({
    kind: 'categorical',
    values,
  });
});

test('an alias bomb is refused, and quickly', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `l${level}: &l${level} [${Array(10)
        .fill(level === 0 ? 'x' : `*l${level - 1}`)
        .join(', ')}]`,
  ).join('\n');
  expect(messages(`${levels}\n${valid}`)).not.toEqual([]);
});

test('every mistake is reported at once', () => {
  expect(
    messages(valid.replace('random', 'rnadom').replace('loss', '""').replace('{ min: 1', '{ mim: 1')),
  ).toHaveLength(3);
});

test('no text makes it throw, and every message is one printable line', () => {
  const mangled = fc
    .tuple(fc.nat(valid.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }))
    .map(([at, cut, insert]) => valid.slice(0, at) + insert + valid.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), mangled, fc.json()), (text) => {
      for (const message of messages(text)) expect(message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    }),
    { numRuns: 500 },
  );
});

describe('whole numbers that a double cannot hold are refused, never rounded', () => {
  const refused = (line: number, number = '9007199254740993', rounded = '9007199254740992'): string[] => [
    `a/tune.yaml:${line}: a whole number must be one that a double can hold exactly, but ${number} would be rounded to ${rounded}. Quote it, "${number}", which makes it a text.`,
  ];

  test.each([
    ['a value', valid.replace('{ min: 1, max: 3 }', '{ values: [1, 9007199254740993] }'), refused(5)],
    ['min', valid.replace('min: 1', 'min: -9007199254740993'), refused(5, '-9007199254740993', '-9007199254740992')],
    ['max', valid.replace('max: 3', 'max: 9007199254740993'), refused(5)],
    ['q', valid.replace('max: 3', 'max: 3, q: 9007199254740993'), refused(5)],
    ['the seed', `${valid}seed: 9007199254740993\n`, refused(6)],
    ['a hexadecimal number', `${valid}seed: 0x20000000000001\n`, refused(6, '0x20000000000001')],
    ['a word of a command', `${valid}command: [a, 9007199254740993]\n`, refused(6)],
    ['a name', valid.replace('x:', '9007199254740993:'), refused(5)],
    ['a number in JSON', '{\n"seed": 9007199254740993}', refused(2)],
    ['an anchor, once', `${valid}seed: &a 9007199254740993\nrun_cap: *a\n`, refused(6)],
  ])('%s', (_, text, expected) => expect(messages(text)).toEqual(expected));

  test.each([
    '9007199254740992',
    '"9007199254740993"',
    '100000000000000000000',
    '18227125567148150',
    '0.1',
    '9007199254740993.5',
    '1e22',
  ])('%s is accepted', (seed) => expect(messages(`${valid}seed: ${seed}\n`).join()).not.toContain('double'));
});
