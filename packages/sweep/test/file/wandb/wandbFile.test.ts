import { expandSweep, formatProblem, parseSweep, resultFor, type Sweep } from '../../../src/index.js';

/** The sweep that a file of W&B is. */
export function read(text: string): Sweep {
  const result = parseSweep('tune', 'a/tune.yaml', text);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

const problemsOf = (text: string): string[] => {
  const result = parseSweep('tune', 'a/tune.yaml', text);
  return result.ok ? [] : result.problems.map(formatProblem);
};

const head = 'program: train.py\nmethod: grid\nmetric: { name: loss }\n';
const params = (text: string): unknown[] => {
  const expansion = expandSweep(read(text));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials.map(({ definition }) => definition.params);
};
const distributionOf = (entry: string): unknown =>
  read(`program: train.py\nmethod: random\nrun_cap: 2\nmetric: { name: loss }\nparameters: { x: ${entry} }`).space[0]
    ?.distribution;
const valuesOf = (list: string): unknown => {
  const { distribution } = read(`${head}parameters: { x: { values: [${list}] } }`).space[0] ?? {};
  return distribution?.kind === 'categorical' ? distribution.values : undefined;
};

describe('which files are read as W&B reads them', () => {
  const parameters = 'method: grid\nmetric: { name: loss }\nparameters: { x: { values: [on] } }\n';
  it.each([
    'program: train.py',
    'program: train.R',
    "command: [python3, train.py, '${args}']",
    "command: ['${env}', python, -m, pkg.fit, '${args_no_hyphens}']",
    "command: [uv, run, fit, '${args_json_file}']",
    "command: [bash, -c, 'python train.py \"$@\"', --, '${args}']",
    "command: [node, train.mjs, '${args}']\nproject: mine",
    'command: [python, train.py]\nentity: us',
  ])('%j is', (first) => expect(valuesOfFile(`${first}\n${parameters}`)).toEqual([true]));

  it.each([
    'objective: ./a.ts',
    'objective: ./a.ts\nproject: mine',
    "command: [node, train.mjs, '${args}']",
    'command: [python3, train.py]',
    "command: [python3, train.py, '--seed=${seed}', '${args}']",
    "command: [python3, train.py, '--x=${param:x}', '${args}']\nproject: mine",
  ])('%j is not', (first) => expect(valuesOfFile(`${first}\n${parameters}`)).toEqual(['on']));

  const valuesOfFile = (text: string): unknown => {
    const { distribution } = read(text).space[0] ?? {};
    return distribution?.kind === 'categorical' ? distribution.values : undefined;
  };
});

/** Right sides were read by PyYAML 6.0: `yaml.safe_load`. */
describe('YAML as safe_load reads it', () => {
  it.each<readonly [string, unknown]>([
    ['on, Off, yes, NO, true, False', [true, false, true, false, true, false]],
    ['y, n, Y, oN, tRue', ['y', 'n', 'Y', 'oN', 'tRue']],
    ['"on", \'no\'', ['on', 'no']],
    ['~, null, NULL, nUll', [null, null, null, 'nUll']],
    ['010, 0o10, 0x1F, 0b101, 08, 1_000', [8, '0o10', 31, 5, '08', 1000]],
    ['1:30, 190:20:30, 1:60, -1:30', [90, 685_230, '1:60', -90]],
    ['1:30.5', [90.5]],
    ['1e-3, 1E5, 1.0e5', ['1e-3', '1E5', '1.0e5']],
    ['1.0e-3, 1.e+2, .5, -2.5, 1_0.5', [0.001, 100, 0.5, -2.5, 10.5]],
    ['2001-01-01, a: b', ['2001-01-01', { a: 'b' }]],
    ['!!str 5, !!int "5", !!float 5, !!bool "yes"', ['5', 5, 5, true]],
    ['-0, -0.0', [0, 0]],
    ['{ ~: 1, b: 3 }, { null: 2 }', [{ null: 1, b: 3 }, { null: 2 }]],
  ])('%s', (list, expected) => expect(valuesOf(list)).toEqual(expected));

  it('an empty item of a list is null', () =>
    expect(params(`${head}parameters:\n  x:\n    values:\n      - a\n      -\n`)).toEqual([{ x: 'a' }, { x: null }]));

  it('the last of two equal keys counts, and a notice says so', () => {
    const sweep = read(
      `${head}parameters:\n  x: { values: [1, 2] }\n  x: { values: [3.0] }\nmethod: random\nrun_cap: 1\n`,
    );
    expect(sweep.method).toBe('random');
    expect(sweep.space).toMatchObject([{ distribution: { values: [3] } }]);
    expect(sweep.objective).toMatchObject({ floats: { x: true } });
    expect(sweep.notices).toEqual([
      'line 2: "method" appears again below; the last one counts',
      'line 5: "x" appears again below; the last one counts',
    ]);
  });

  it('a whole number that no double holds stays as it was written', () => {
    const sweep = read(`${head}parameters:\n  x: { values: [9007199254740993, 9007199254740992] }\n`);
    expect(sweep.space).toMatchObject([{ distribution: { values: ['9007199254740993', 9007199254740992] } }]);
    expect(sweep.notices).toEqual(['line 5: 9007199254740993 is passed on as text, since no double holds it exactly']);
  });

  it('a number with an exponent but no point is a text, which a notice says', () => {
    expect(read(`${head}parameters: { x: { values: [1e-3] } }`).notices).toEqual([
      "parameters.x.values[0]: 1e-3 is a text to W&B's reader, and so it is to the program's TUNE_PARAMS; for a number write 1.0e-3",
    ]);
    const text = head.replace('grid', 'random');
    const sweep = read(`${text}run_cap: 2\nparameters: { x: { min: 1e-5, max: 1E1 } }`);
    expect(sweep.space).toMatchObject([{ distribution: { kind: 'uniform', min: 1e-5, max: 10 } }]);
    expect(sweep.notices).toEqual([
      "parameters.x.min: 1e-5 is read as a number; W&B's reader wants 1.0e-5",
      "parameters.x.max: 1E1 is read as a number; W&B's reader wants 1.0E+1",
    ]);
  });

  it('words of a command are what str gives', () =>
    expect(
      read(`${head}command: [a, 1, 1.0, true, null, no, 1e-3]\nparameters: { x: { values: [1] } }`).objective,
    ).toMatchObject({ command: ['a', '1', '1.0', 'True', 'None', 'False', '1e-3'] }));
});

describe('whole numbers that Python has as floats', () => {
  const floats = (entry: string, method = 'random'): unknown => {
    const { objective } = read(
      `program: train.py\nmethod: ${method}\nrun_cap: 2\nmetric: { name: loss }\nparameters: { x: ${entry} }`,
    );
    return 'floats' in objective ? objective.floats : undefined;
  };
  it.each<readonly [string, unknown]>([
    ['{ values: [0, 1, 0.5] }', undefined],
    ['{ values: [0.0, 0.1] }', { x: true }],
    ['{ values: [1, 2.0] }', { x: ['2'] }],
    ['{ values: [[1.0, 0.5], [2, 0.5], a] }', { x: ['[1,0.5]'] }],
    ['{ values: [1, 1.0] }', { x: true }],
    ['{ values: [1.0, 1] }', undefined],
    ['{ values: [[1.0, 2]] }', { x: [{ value: '[1,2]', floats: ['[0]'] }] }],
    [
      '{ values: [3.0, 4, { rate: 1.0, sizes: [8, 16] }] }',
      { x: ['3', { value: '{"rate":1,"sizes":[8,16]}', floats: ['.rate'] }] },
    ],
    ['{ value: [1, 2.0, [3.0]] }', { x: [{ value: '[1,2,[3]]', floats: ['[1]', '[2][0]'] }] }],
    ['{ value: !!float 3 }', { x: true }],
    ['{ values: [!!float 3, 4] }', { x: ['3'] }],
    ['{ value: 3.0 }', { x: true }],
    ['{ value: 3 }', undefined],
    ['{ min: 1, max: 5 }', undefined],
    ['{ min: 1, max: 5.0 }', { x: true }],
    ['{ distribution: uniform, min: 1, max: 5 }', { x: true }],
    ['{ distribution: q_uniform, min: 1, max: 5, q: 1 }', undefined],
    ['{ distribution: q_uniform, min: 1, max: 5, q: 1.0 }', { x: true }],
    ['{ distribution: q_uniform, min: 1, max: 5 }', { x: true }],
    ['{ distribution: q_uniform, min: 1.0, max: 5, q: 2 }', undefined],
    ['{ distribution: normal }', { x: true }],
  ])('%s', (entry, expected) => expect(floats(entry)).toEqual(expected));

  it('are those of np.arange in a grid', () => {
    expect(floats('{ distribution: q_uniform, min: 1, max: 5, q: 2 }', 'grid')).toBeUndefined();
    expect(floats('{ distribution: q_uniform, min: 1.0, max: 5, q: 2 }', 'grid')).toEqual({ x: true });
  });

  it.each([
    ['an alias', 'x: &x { value: 1.0 }\n  y: *x'],
    ['a list that is an alias', 'x: { values: &list [1.0, 0.5] }\n  y: { values: *list }'],
    ['an item that is an alias', 'x: { value: &one 1.0 }\n  y: { values: [*one] }'],
    ['a merge', 'x: &x { value: 1.0 }\n  y: { <<: *x }'],
    ['a merge of several', 'x: &x { value: 1.0 }\n  y: { <<: [*x, { value: 2 }] }'],
    ['a merge in a merge', 'x: { parameters: &x { z: { value: 1.0 } } }\n  y: { parameters: { <<: { <<: *x } } }'],
    ['a merge of parameters', 'x: { value: 1.0 }\n  <<: { y: { value: 1.0 } }'],
  ])('are found through %s', (_, entries) => {
    const { objective } = read(`${head}parameters:\n  ${entries}\n`);
    expect(Object.values('floats' in objective ? (objective.floats ?? {}) : {})).toEqual([true, true]);
  });

  it('are found under a name that is not a text', () => {
    const { objective } = read(`${head}parameters:\n  1: { value: 1.0 }\n  true: { value: 2.0 }\n`);
    expect(objective).toMatchObject({ floats: { '1': true, true: true } });
  });

  it('are distinguished in one value, for the trial that has it', () => {
    const expansion = expandSweep(read(`${head}parameters: { x: { values: [[1.0, 2], [1, 2.5], [[3.0], 4]] } }`));
    const trials = expansion.ok ? expansion.trials : [];
    expect(trials.map(({ definition: { objective } }) => 'floats' in objective && objective.floats)).toEqual([
      { 'x[0]': true },
      false,
      { 'x[0][0]': true },
    ]);
  });

  it('are in the id of the trials that have them, and in no other', () => {
    const ids = (values: string): string[] => {
      const expansion = expandSweep(read(`${head}parameters: { x: { values: [${values}] } }`));
      return expansion.ok ? expansion.trials.map(({ id }) => id) : [];
    };
    const [ints, floatsToo] = [ids('1, 2, 0.5'), ids('1, 2.0, 0.5')];
    expect(floatsToo.map((id, index) => id === ints[index])).toEqual([true, false, true]);
  });
});

describe('the space', () => {
  it('has the order of W&B in a grid: names sorted, the last fastest', () =>
    expect(
      params(`${head}run_cap: 3\nparameters: { b: { values: [2, 1] }, B: { values: [0] }, a: { values: [y, x, w] } }`),
    ).toEqual([
      { a: 'y', b: 2, B: 0 },
      { a: 'y', b: 1, B: 0 },
      { a: 'x', b: 2, B: 0 },
    ]));

  it('sorts nested names in their group', () =>
    expect(
      params(
        `${head}parameters:\n  z: { values: [1, 2] }\n  g: { parameters: { c: { values: [3, 4] }, a: { values: [5, 6] } } }\n`,
      ).slice(0, 3),
    ).toEqual([
      { g: { a: 5, c: 3 }, z: 1 },
      { g: { a: 5, c: 3 }, z: 2 },
      { g: { a: 5, c: 4 }, z: 1 },
    ]));

  it('keeps the order of the file elsewhere', () => {
    const text =
      'objective: ./a.ts\nmethod: grid\nmetric: { name: loss }\nparameters: { b: { values: [1] }, a: { values: [2] } }';
    expect(read(text).space.map(({ label }) => label)).toEqual(['b', 'a']);
  });

  /** Right sides were printed by numpy 1.26: `np.arange(min, max, q).tolist()`. */
  it.each<readonly [string, readonly number[]]>([
    [
      'min: 0, max: 1, q: 0.1',
      [0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9],
    ],
    ['min: 0.5, max: 0.9, q: 0.1', [0.5, 0.6, 0.7, 0.7999999999999999]],
    ['min: 1, max: 2, q: 0.3', [1, 1.3, 1.6, 1.9000000000000001]],
    ['min: 1, max: 10, q: 4', [1, 5, 9]],
    ['min: 1, max: 2, q: 1.0', [1]],
  ])('has for q_uniform in a grid what np.arange has: %s', (entry, expected) =>
    expect(params(`${head}parameters: { x: { distribution: q_uniform, ${entry} } }`)).toEqual(
      expected.map((x) => ({ x })),
    ),
  );

  it('refuses a grid of more steps than anybody wants', () =>
    expect(
      problemsOf(`${head}run_cap: 3\nparameters: { x: { distribution: q_uniform, min: 0, max: 1, q: 1.0e-7 } }`),
    ).toEqual([
      'a/tune.yaml:5 parameters.x.q: in a grid, a parameter must have at most 100000 values, but steps of 1e-7 from 0 to 1 are 10000000.',
    ]));

  it.each<readonly [string, unknown]>([
    ['{ distribution: beta }', { kind: 'beta', a: 1, b: 1 }],
    ['{ distribution: beta, a: 2, b: 0.5 }', { kind: 'beta', a: 2, b: 0.5 }],
    ['{ distribution: q_beta, a: 2, q: 0.25 }', { kind: 'q_beta', a: 2, b: 1, q: 0.25, rounded: true }],
    [
      '{ distribution: categorical_w_probabilities, values: [a, b], probabilities: [0.25, 0.75] }',
      { kind: 'categorical', values: ['a', 'b'], probabilities: [0.25, 0.75] },
    ],
    ['{ distribution: q_uniform, min: 1, max: 10, q: 4 }', { kind: 'q_uniform', min: 1, max: 10, q: 4, rounded: true }],
  ])('%s', (entry, expected) => expect(distributionOf(entry)).toEqual(expected));

  /** `np.round(r / q) * q` for r from 1 to 10: from round(0.25) to round(2.5), half to even. */
  it('rounds the ends of q_ distributions to multiples', () => {
    const text = `program: train.py\nmethod: random\nrun_cap: 100\nmetric: { name: loss }\nparameters: { x: { distribution: q_uniform, min: 1, max: 10, q: 4 } }`;
    expect(new Set(params(text))).toEqual(new Set([{ x: 0 }, { x: 4 }, { x: 8 }]));
  });

  it.each(['++model.x', 'a/b', 'learning rate', '~group', 'layers[0]', 'opt@model', '-x', 'ä'])(
    'has a parameter %s',
    (name) => expect(params(`${head}parameters: { "${name}": { values: [1] } }`)).toEqual([{ [name]: 1 }]),
  );

  it.each(['$(id)', 'a;b', '`a`', '../a', 'a\\nb', ' a', 'a ', "a'b", 'a\\"b', 'a|b', '', 'constructor', 'a\\\\b'])(
    'has no parameter %j',
    (name) =>
      expect(problemsOf(`${head}parameters: { "${name}": { values: [1] } }`).join()).toContain(
        "a parameter's name must",
      ),
  );
});

describe('keys', () => {
  const file = (more: string): string => `${head}parameters: { x: { values: [1] } }\n${more}`;

  it.each([
    'controller: { type: local }',
    'job: a/b:v0',
    'image_uri: x',
    'apiVersion: v1',
    'kind: sweep',
    'scheduler: { engine: wandb }',
  ])('notes %s', (more) => expect(read(file(more)).notices).toEqual([`"${more.split(':')[0]}" has no effect here`]));

  it('notes what W&B does not know, with the key that was most likely meant', () => {
    expect(read(file('runcap: 3\nprojct: a\nextra: { a: 1 }')).notices).toEqual([
      '"runcap" is not a key of W&B\'s, and has no effect. Did you mean "run_cap"?',
      '"projct" is not a key of W&B\'s, and has no effect. Did you mean "project"?',
      '"extra" is not a key of W&B\'s, and has no effect',
    ]);
    expect(read(`${head}parameters: { x: { values: [1], desc: y } }`).notices).toEqual([
      '"parameters.x.desc" is not a key of W&B\'s, and has no effect',
    ]);
  });

  it.each(['Minimize', 'MAXIMIZE', 'maximize'])('reads the goal %s', (goal) =>
    expect(read(head.replace('loss', `loss, goal: ${goal}`) + 'parameters: { x: { values: [1] } }').metric).toEqual({
      name: 'loss',
      goal: goal.toLowerCase(),
    }),
  );

  it.each<readonly [string, string]>([
    ['early_terminate:', '"early_terminate" is empty, and has no effect'],
    ['project:', '"project" is empty, and has no effect'],
    ['run_cap: ~', '"run_cap" is empty, and has no effect'],
    ['early_terminate: hyperband', '"early_terminate" is not what W&B\'s schema asks for, and has no effect'],
    ['early_terminate: { min_iter: 3 }', '"early_terminate" is not what W&B\'s schema asks for, and has no effect'],
    ['early_terminate: { type: envelope }', '"early_terminate" is not what W&B\'s schema asks for, and has no effect'],
    [
      'command: python train.py',
      '"command" is not a list with words, so W&B\'s default runs: ${env} ${interpreter} ${program} ${args}',
    ],
    [
      'command: []',
      '"command" is not a list with words, so W&B\'s default runs: ${env} ${interpreter} ${program} ${args}',
    ],
  ])('passes over %s', (more, notice) => {
    const { notices, objective } = read(file(more));
    expect(notices).toEqual([notice]);
    expect(objective).toMatchObject({ command: ['${env}', '${interpreter}', '${program}', '${args}'] });
  });

  it('passes over an empty goal and a description that is not a text', () => {
    const sweep = read(file('description: 5\n').replace('loss }', 'loss, goal: }'));
    expect(sweep).toMatchObject({ metric: { name: 'loss', goal: 'minimize' }, notices: [] });
  });

  it('needs what stays empty without a default', () => {
    expect(problemsOf('program:\nmethod: grid\nparameters: { x: { values: [1] } }').join()).toContain(
      'a sweep needs "objective", "program" or "command"',
    );
    expect(problemsOf(`${head}parameters:\n`).join()).toContain('"parameters" is required');
    expect(problemsOf(`${file('budget: { name: epochs }\n')}early_terminate: hyperband\n`).join()).toContain(
      '"early_terminate" must be a mapping',
    );
  });

  it('runs without a metric if its place is empty', () =>
    expect(read('program: train.py\nmethod: grid\nmetric:\nparameters: { x: { values: [1] } }').metric.name).toBe(
      'first metric',
    ));

  it('notes what else a metric may have, but for what happens here in any case', () => {
    const metric = (more: string): readonly string[] =>
      read(`program: train.py\nmethod: grid\nmetric: { name: loss, ${more} }\nparameters: { x: { values: [1] } }`)
        .notices;
    expect(metric('impute: worst')).toEqual([]);
    expect(metric('impute: best')).toEqual(['"metric.impute" has no effect here']);
    expect(metric('impute_while_running: latest')).toEqual(['"metric.impute_while_running" has no effect here']);
  });

  it('refuses in files of its own what it notes here', () => {
    const own = 'objective: ./a.ts\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { values: [1] } }\n';
    expect(problemsOf(`${own}controller: { type: local }`).join()).toContain('unknown key "controller"');
    expect(problemsOf(`${own}method: random`).join()).toContain('Map keys must be unique');
  });
});

describe('a file without a metric', () => {
  const file = (method: string, more = ''): string =>
    `program: train.py\nmethod: ${method}\n${more}parameters: { x: { values: [1] } }\n`;

  it.each(['grid', 'random'])('runs by %s, and says how trials are ranked', (method) => {
    const { metric, notices } = read(file(method, 'run_cap: 1\n'));
    expect(metric).toEqual({ name: 'first metric', goal: 'minimize' });
    expect(notices.join()).toContain('ranked by the first of theirs by name');
  });

  it.each([file('bayes'), file('tpe'), file('grid', 'early_terminate: { type: hyperband, min_iter: 3 }\n')])(
    'needs one to learn from: %j',
    (text) => expect(problemsOf(text).join()).toContain('"metric" is required'),
  );

  it('ranks by the first of the metrics of a trial, or by its bare number', () => {
    const { metric } = read(file('grid'));
    const stored = { schemaVersion: 1, id: 'a', params: {}, seed: '0', outcome: { kind: 'completed' } } as const;
    expect(resultFor(metric, { ...stored, metrics: { loss: 2, error: 0.5 } }).metrics).toEqual({
      'first metric': 0.5,
      loss: 2,
      error: 0.5,
    });
    expect(resultFor(metric, { ...stored, metrics: {}, value: 3 }).metrics).toEqual({ 'first metric': 3 });
  });
});
