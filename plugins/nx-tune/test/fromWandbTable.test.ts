import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { commandOf } from '@nx-tune/runner';
import {
  expandSweep,
  formatProblem,
  parseSweep,
  type PlannedTrial,
  proposeGeneration,
  type Sweep,
  type TrialResult,
} from '@nx-tune/sweep';

/** The first cells of the table in docs/from-wandb.md with their verdicts. */
const rows = readFileSync(join(__dirname, '../../../docs/from-wandb.md'), 'utf8')
  .split('## To the letter')[1]
  ?.split('\n')
  .flatMap((line) => {
    const [, what = '', verdict = ''] = /^\| (.+?) \| (same|noted|different) \|/.exec(line) ?? [];
    return what === '' ? [] : [`${verdict}: ${what}`];
  });

interface File {
  readonly program?: string;
  readonly command?: string;
  readonly method?: string;
  readonly metric?: string;
  readonly parameters?: string;
  readonly more?: string;
}

const textOf = ({
  program = 'train.py',
  command = "['${args}']",
  method = 'grid',
  metric = 'metric: { name: loss }',
  parameters = '{ x: { values: [1] } }',
  more = '',
}: File): string =>
  `program: ${program}\ncommand: ${command}\nmethod: ${method}\n${metric}\nparameters: ${parameters}\n${more}\n`;

function read(file: File): Sweep {
  const result = parseSweep('tune', 'a/tune.yaml', textOf(file));
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

function trialsOf(file: File): readonly PlannedTrial[] {
  const expansion = expandSweep(read(file));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials;
}

/** The argument vectors of all trials. */
const argv = (file: File): string[][] =>
  trialsOf(file).map(({ definition }) =>
    commandOf({ ...definition, projectDir: '/w/a', trialDir: '/w/a/.tune/t', env: { HERE: '1' } }),
  );

const first = (file: File): string[] => argv(file)[0] ?? [];
const values = (file: File): unknown[] => trialsOf(file).map(({ definition }) => definition.params['x']);
const notices = (file: File): string => read(file).notices.join('\n');
const refusal = (file: File): string => {
  try {
    trialsOf(file);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

/** A check for each row, by its verdict and its first cell. */
const checks: Readonly<Record<string, () => void>> = {
  'same: `${args}` and its kin': () =>
    expect(
      first({
        parameters: '{ x: { value: null }, flag: { value: true }, list: { value: [a, b] }, b: { value: 0.5 } }',
      }),
    ).toEqual(['--b=0.5', '--flag=True', "--list=['a', 'b']", '--x=None']),
  'same: a dict, nested `parameters`': () => {
    const expected = ["--optimizer={'kind': 'sgd', 'rate': 0.5}"];
    expect(first({ parameters: '{ optimizer: { value: { kind: sgd, rate: 0.5 } } }' })).toEqual(expected);
    expect(
      first({ parameters: '{ optimizer: { parameters: { rate: { value: 0.5 }, kind: { value: sgd } } } }' }),
    ).toEqual(expected);
  },
  'same: `1.0`, and whole numbers of continuous distributions': () => {
    expect(first({ parameters: '{ rate: { value: 1.0 }, layers: { value: 2 } }' })).toEqual([
      '--layers=2',
      '--rate=1.0',
    ]);
    expect(first({ parameters: '{ x: { value: [1.0, 2, { a: 3.0 }] }, y: &y { value: 4.0 }, z: *y }' })).toEqual([
      "--x=[1.0, 2, {'a': 3.0}]",
      '--y=4.0',
      '--z=4.0',
    ]);
    const drawn = {
      method: 'random',
      more: 'run_cap: 20',
      parameters: '{ x: { distribution: q_uniform, min: 0, max: 3, q: 1.0 } }',
    };
    expect(new Set(argv(drawn).flat())).toEqual(new Set(['--x=0.0', '--x=1.0', '--x=2.0', '--x=3.0']));
  },
  'same: every macro of the agent': () => {
    const words = [
      'args',
      'args_no_equals',
      'args_no_hyphens',
      'args_no_boolean_flags',
      'args_append_hydra',
      'args_override_hydra',
      'args_dict',
      'args_json',
    ];
    const parameters = '{ a: { value: 1 }, ok: { value: true } }';
    expect(words.map((word) => first({ command: `['\${${word}}']`, parameters }))).toEqual([
      ['--a=1', '--ok=True'],
      ['--a', '1', '--ok', 'True'],
      ['a=1', 'ok=True'],
      ['--a=1', '--ok'],
      ['+a=1', '+ok=True'],
      ['++a=1', '++ok=True'],
      ['a', 'ok'],
      ['{"a": 1, "ok": true}'],
    ]);
    expect(
      first({ command: "['${env}', '${program}', '${args_json_file}', '--x=${args_json}']", program: 'p' }),
    ).toEqual(['/usr/bin/env', 'p', '.tune/t/params.json', '--x=${args_json}']);
  },
  'same: `${envvar:NAME}`': () =>
    expect(first({ command: "['a${envvar:HERE}b', '${envvar:NX_TUNE_NOT_SET}']" })).toEqual(['a1b', 'NX_TUNE_NOT_SET']),
  'same: a word in `${...}` that is not a macro': () => {
    const file = { command: `[bash, -c, 'train "\${@#--}"', '\${what}']` };
    expect(first(file)).toEqual(['bash', '-c', 'train "${@#--}"']);
    expect(notices(file)).toContain('keeps ${@#--} as text');
    expect(notices(file)).toContain('leaves out ${what}');
  },
  'same: `program`': () => {
    for (const program of ['./train.py', '../train.py', '/opt/train.py', 'pkg.fit', 'my-train'])
      expect(first({ program, command: "['${program}']" })).toEqual([program]);
  },
  'same: YAML': () =>
    expect(
      values({ parameters: '\n  x:\n    values:\n      - on\n      - 0700\n      - 1:30\n      -\n      - "on"\n' }),
    ).toEqual([true, 448, 90, null, 'on']),
  'same: a whole number above 2^53': () => {
    const file = { parameters: '{ x: { value: 9007199254740993 } }' };
    expect(first(file)).toEqual(['--x=9007199254740993']);
    expect(notices(file)).toContain('passed on as text');
  },
  'same: points of a grid': () =>
    expect(argv({ more: 'run_cap: 3', parameters: '{ b: { values: [1, 2] }, a: { values: [4, 3] } }' })).toEqual([
      ['--a=4', '--b=1'],
      ['--a=4', '--b=2'],
      ['--a=3', '--b=1'],
    ]),
  'same: `q_uniform` in a grid': () =>
    expect(argv({ parameters: '{ x: { distribution: q_uniform, min: 0.5, max: 0.9, q: 0.1 } }' }).flat()).toEqual([
      '--x=0.5',
      '--x=0.6',
      '--x=0.7',
      '--x=0.7999999999999999',
    ]),
  'same: distributions, `beta` and `categorical_w_probabilities` too': () => {
    const drawn = (entry: string): unknown[] =>
      values({ method: 'random', more: 'run_cap: 50', parameters: `{ x: ${entry} }` });
    const beta = drawn('{ distribution: beta, a: 2, b: 5 }') as number[];
    expect(beta.every((x) => x > 0 && x < 1)).toBe(true);
    expect(beta.filter((x) => x < 0.264).length).toBeGreaterThan(15);
    expect(
      new Set(drawn('{ distribution: categorical_w_probabilities, values: [a, b, c], probabilities: [0.5, 0.5, 0] }')),
    ).toEqual(new Set(['a', 'b']));
    expect(new Set(drawn('{ distribution: q_uniform, min: 1, max: 10, q: 4 }'))).toEqual(new Set([0, 4, 8]));
  },
  'same: names of parameters': () => {
    for (const name of ['++model.x', 'a/b', 'learning rate'])
      expect(first({ parameters: `{ "${name}": { value: 1 } }` })).toEqual([`--${name}=1`]);
    for (const name of ["it's", '../x', '$(id)'])
      expect(refusal({ parameters: `{ "${name}": { value: 1 } }` })).toContain('name must');
  },
  'same: `goal: Minimize`': () =>
    expect(read({ metric: 'metric: { name: l, goal: Minimize }' }).metric.goal).toBe('minimize'),
  'noted: a key that is repeated': () => {
    const file = { parameters: '{ x: { value: 1, value: 2 } }' };
    expect(first(file)).toEqual(['--x=2']);
    expect(notices(file)).toContain('"value" appears again below');
  },
  'noted: `1e-3`': () => {
    const file = { parameters: '{ x: { value: 1e-3 } }' };
    expect(first(file)).toEqual(['--x=1e-3']);
    expect(notices(file)).toContain('for a number write 1.0e-3');
    const bounds = { method: 'random', more: 'run_cap: 1', parameters: '{ x: { min: 1e-3, max: 1 } }' };
    expect(read(bounds).space).toMatchObject([{ distribution: { kind: 'uniform', min: 0.001 } }]);
    expect(notices(bounds)).toContain('read as a number');
  },
  'noted: `controller`, `job`, `image_uri`, `scheduler`, `kind`, `apiVersion`, `project`, `entity`, `name`': () => {
    for (const key of [
      'controller',
      'job',
      'image_uri',
      'scheduler',
      'kind',
      'apiVersion',
      'project',
      'entity',
      'name',
    ])
      expect(notices({ more: `${key}: x` })).toBe(`"${key}" has no effect here`);
  },
  'noted: a key that W&B does not know': () =>
    expect(notices({ more: 'runcap: 3' })).toBe(
      '"runcap" is not a key of W&B\'s, and has no effect. Did you mean "run_cap"?',
    ),
  'noted: an empty key, a `command` that is not a list, an `early_terminate` of another shape': () => {
    expect(notices({ more: 'early_terminate:' })).toBe('"early_terminate" is empty, and has no effect');
    expect(notices({ more: 'early_terminate: { type: envelope }' })).toContain("is not what W&B's schema asks for");
    expect(argv({ command: 'python train.py' })).toEqual([
      ['/usr/bin/env', expect.stringMatching(/^python3?$/), 'train.py', '--x=1'],
    ]);
    expect(notices({ command: 'python train.py' })).toContain("so W&B's default runs");
  },
  'noted: no `metric` in `grid` and `random`': () => {
    expect(notices({ metric: '' })).toContain('ranked by the first of theirs');
    expect(refusal({ metric: '', method: 'bayes' })).toContain('"metric" is required');
  },
  'same: `metric.target`': () => {
    const metric = 'metric: { name: loss, target: 0.5 }';
    const sweep = read({ metric, method: 'bayes', parameters: '{ x: { min: 0.0, max: 1.0 } }' });
    const result = (loss: number): TrialResult => ({
      schemaVersion: 1,
      id: 'a',
      params: { x: loss },
      seed: '0',
      outcome: { kind: 'completed' },
      metrics: { loss },
    });
    expect([result(0.51), result(0.5)].map((one) => proposeGeneration(sweep, [one]).length)).toEqual([4, 0]);
    expect(notices({ metric, method: 'bayes' })).not.toContain('target');
    expect(notices({ metric })).toContain('"metric.target" has no effect with "grid"');
  },
  'noted: `metric.impute`': () => {
    expect(notices({ metric: 'metric: { name: l, impute: latest }' })).toContain('"metric.impute" has no effect here');
    expect(notices({ metric: 'metric: { name: l, impute: worst }' })).toBe('');
  },
  'different: `early_terminate`': () => {
    const more = 'run_cap: 27\nearly_terminate: { type: hyperband, min_iter: 2, eta: 3 }';
    const file = { method: 'random', more, parameters: '{ x: { min: 0.0, max: 1.0 } }' };
    expect(read(file).ladder).toMatchObject({ type: 'successive_halving', eta: 3, bands: [2, 6, 18] });
    const budgets = trialsOf(file).map(({ definition }) => definition.budget?.['reports']);
    expect(new Set(budgets)).toEqual(new Set([2, 6, 18, 'whole']));
  },
  'different: draws of `random` and `bayes`': () => {
    const drawn = values({ method: 'random', more: 'run_cap: 30', parameters: '{ x: { min: 0.0, max: 1.0 } }' });
    expect(drawn).toEqual(drawn.map((x) => Number((x as number).toPrecision(10))));
    expect(values({ method: 'random', more: 'run_cap: 9', parameters: '{ x: { min: 1, max: 9 } }' })).toHaveLength(9);
  },
  'different: a dict': () =>
    expect(first({ parameters: '{ x: { value: { b: 1, a: 2 } } }' })).toEqual(["--x={'a': 2, 'b': 1}"]),
  'different: a whole number above 2^53 in a list, a dict or `${args_json}`': () => {
    expect(first({ parameters: '{ x: { value: [9007199254740993] } }' })).toEqual(["--x=['9007199254740993']"]);
    expect(first({ parameters: '{ x: { value: 9007199254740993 } }', command: "['${args_json}']" })).toEqual([
      '{"x": "9007199254740993"}',
    ]);
  },
  'different: `-0.0`': () => expect(first({ parameters: '{ x: { value: -0.0 } }' })).toEqual(['--x=0.0']),
  'different: `min: 0` with `max: 0.5`': () =>
    expect(
      read({ method: 'random', more: 'run_cap: 1', parameters: '{ x: { min: 0, max: 0.5 } }' }).space,
    ).toMatchObject([{ distribution: { kind: 'uniform', min: 0, max: 0.5 } }]),
  'different: a program for Node.js': () => {
    expect(first({ program: 'train.mjs', command: "['${interpreter}']" })).toEqual(['node']);
    expect(first({ command: "['${interpreter}']" })[0]).toMatch(/^python3?$/);
  },
  'different: `probabilities` in a grid': () =>
    expect(values({ parameters: '{ x: { values: [a, b], probabilities: [0.5, 0.5] } }' })).toEqual(['a', 'b']),
  'different: `goal: maximum`, or any other word': () => {
    const refused = refusal({ metric: 'metric: { name: loss, goal: maximum }' });
    expect(refused).toContain('must be one of minimize, maximize');
    expect(refused).toContain('Did you mean "maximize"?');
  },
  'different: no `metric` beside `early_terminate`': () => {
    for (const method of ['grid', 'random', 'bayes'])
      expect(refusal({ metric: '', method, more: 'early_terminate: { type: hyperband, min_iter: 3 }' })).toContain(
        '"metric" is required',
      );
  },
  'different: a value of another kind: `program: 5`, `metric: loss`, `run_cap: 0`, `sigma: 0`': () => {
    expect(refusal({ program: '5' })).toContain('"program" must be a string');
    expect(refusal({ metric: 'metric: loss' })).toContain('"metric" must be a mapping');
    expect(refusal({ more: 'run_cap: 0' })).toContain('"run_cap" must be at least 1');
    expect(refusal({ method: 'random', parameters: '{ x: { distribution: normal, sigma: 0 } }' })).toContain(
      '"sigma" must be above 0',
    );
  },
  'different: an empty word, a list or a dict in `command`': () => {
    expect(refusal({ command: "[python, '']" })).toContain('element 2 must not be empty');
    for (const word of ['[a]', '{ a: 1 }'])
      expect(refusal({ command: `[python, ${word}]` })).toContain('element 2 must be a string');
  },
  'different: a backslash in `program`': () =>
    expect(refusal({ program: 'src\\train.py' })).toContain('must have neither a backslash'),
  'different: `.nan`, `.inf`': () =>
    expect(refusal({ parameters: '{ x: { values: [.inf] } }' })).toContain('must be a finite number'),
  'different: more than 10,000 points of a grid': () => {
    const parameters = '{ x: { distribution: int_uniform, min: 1, max: 20000 } }';
    expect(refusal({ parameters })).toContain('at most 10,000 trials');
    expect(values({ parameters, more: 'run_cap: 2' })).toEqual([1, 2]);
  },
  'different: `method: custom`': () =>
    expect(refusal({ method: 'custom' })).toContain('nothing here runs a scheduler of your own'),
};

test('each row of the table has a check', () => expect(Object.keys(checks)).toEqual(rows));

test.each(Object.keys(checks))('%s', (row) => checks[row]?.());
