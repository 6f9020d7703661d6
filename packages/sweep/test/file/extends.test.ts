import { type BaseReader, formatProblem, parseSweep, placeOfKey, type Sweep } from '../../src/index.js';

const files: Readonly<Record<string, string>> = {
  'shared/base.yaml': `# what all share
method: grid
metric: { name: loss, goal: maximize }
parameters:
  x: { values: [1, 2] }
  y: { values: [1.0, 2.0] }
baselines:
  folklore: { params: { x: 9, y: 1 } }
  old: { params: { x: 1, y: 1 } }
seed: 7
`,
  'shared/goals.yaml': 'method: grid\nmetrics: [{ name: a }, { name: b }]\nparameters: { x: { values: [1, 2] } }\n',
  'shared/more.json': '{ "extends": "./base.yaml", "seed": 8, "description": "more" }',
  'shared/circle.yaml': 'extends: ./back.yaml\n',
  'shared/back.yaml': '# back\nextends: ../shared/circle.yaml\n',
  'shared/wrong.yaml':
    'method: grid\n\nparameters:\n  x: { values: [] }\n  y: { min: 2, max: 1 }\nbaselines:\n  a: { params: {}, nte: b }\n',
  'shared/broken.yaml': 'method: [\n',
  'shared/list.yaml': '- 1\n',
  'a/own.yaml': 'metric: { name: own }\n',
};
const reader: BaseReader = {
  file: (path) => files[path],
  preset: (name) =>
    ({
      adam: 'method: sobol\nparameters: { stepSize: { min: 0.1, max: 1 } }\n',
      brotli: 'parameters: { level: { min: 0, max: 11 } }\nbaselines: { usual: { params: { level: 11 } } }\n',
    })[name],
  presets: ['adam', 'brotli'],
};

const parse = (text: string): ReturnType<typeof parseSweep> => parseSweep('tune', 'a/tune.yaml', text, {}, reader);
function parsed(text: string): Sweep {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}
function messages(text: string): string[] {
  const result = parse(text);
  return result.ok ? [] : result.problems.map(formatProblem);
}

test('keys of the file win; parameters and baselines are merged by name, and null removes one', () => {
  const sweep = parsed(`extends: ../shared/base.yaml
objective: ./a.js
metric: { name: error }
parameters: { y: null, z: { values: [5] }, x: { values: [3, 4] } }
baselines: { old: null, folklore: { params: { x: 9, z: 5 } }, ours: { params: { x: 0, z: 5 } } }
`);
  expect(sweep).toMatchObject({
    method: 'grid',
    metric: { name: 'error', goal: 'minimize' },
    seed: '7',
    bases: ['shared/base.yaml'],
  });
  expect(sweep.space.map(({ label, distribution }) => [label, distribution])).toEqual([
    ['x', { kind: 'categorical', values: [3, 4] }],
    ['z', { kind: 'categorical', values: [5] }],
  ]);
  expect(sweep.baselines?.map(({ name, params }) => [name, params])).toEqual([
    ['folklore', { x: 9, z: 5 }],
    ['ours', { x: 0, z: 5 }],
  ]);
});

test('a list of goals takes the place of an inherited "metric", and the other way round', () => {
  const several = parsed('extends: ../shared/base.yaml\nobjective: ./a.js\nmetrics: [{ name: a }, { name: b }]\n');
  expect(several.metric.goals?.map(({ name }) => name)).toEqual(['a', 'b']);
  const one = parsed('extends: ../shared/goals.yaml\nobjective: ./a.js\nmetric: { name: c }\n');
  expect(one.metric).toEqual({ name: 'c', goal: 'minimize' });
  const properties = 'metric: { name: c }\nmetrics: { c: { deterministic: false } }\n';
  expect(parsed(`extends: ../shared/goals.yaml\nobjective: ./a.js\n${properties}`).measured).toHaveLength(1);
  const both = 'metric: { name: c }\nmetrics: [{ name: c }]\n';
  expect(messages(`extends: ../shared/base.yaml\nobjective: ./a.js\n${both}`)).toEqual([
    expect.stringMatching(/^a\/tune\.yaml:3 metric: .*both are given/),
  ]);
});

test('a chain goes from file to file, to presets, and nowhere into the trials', () => {
  const chain = parsed('extends: "{workspaceRoot}/shared/more.json"\nobjective: ./a.js\n');
  expect(chain).toMatchObject({ seed: '8', bases: ['shared/more.json', 'shared/base.yaml'] });
  const plain = parsed(`${files['shared/base.yaml']}objective: ./a.js\n`.replace('seed: 7', 'seed: 8'));
  expect({ ...chain, bases: undefined }).toEqual({ ...plain, bases: undefined });
  const preset = parsed('extends: nx-tune/presets/adam\nobjective: ./a.js\nmetric: { name: loss }\nrun_cap: 3\n');
  expect(preset).toMatchObject({ method: 'sobol', runCap: 3 });
  expect(preset).not.toHaveProperty('bases');
  expect(
    parsed('extends: ./own.yaml\nmethod: grid\nobjective: ./a.js\nparameters: { x: { values: [1] } }\n').bases,
  ).toEqual(['a/own.yaml']);
});

test('a mistake is reported where it was made', () => {
  expect(messages('extends: ../shared/wrong.yaml\nobjective: ./a.js\nmetric: { name: loss }\n')).toEqual([
    expect.stringMatching(/^shared\/wrong\.yaml:4 parameters\.x\.values: /),
    expect.stringMatching(/^shared\/wrong\.yaml:7 baselines\.a\.nte: unknown key "nte"\. Did you mean "note"\?/),
  ]);
  expect(
    messages(
      'extends: ../shared/wrong.yaml\nobjective: ./a.js\nmetric: { name: loss }\nparameters: { x: null }\nbaselines: { a: null }\n',
    ),
  ).toEqual([expect.stringMatching(/^shared\/wrong\.yaml:5 parameters\.y/)]);
  expect(messages('extends: ../shared/base.yaml\nobjective: ./a.js\nparameters:\n  y: { values: [a] }\n')).toEqual([
    expect.stringMatching(/^shared\/base\.yaml:8 baselines\.folklore\.params\.y: .* y is a text, but it is 1\.$/),
    expect.stringMatching(/^shared\/base\.yaml:9 baselines\.old\.params\.y/),
  ]);
  expect(messages('extends: ../shared/base.yaml\n')).toEqual([
    expect.stringMatching(/^a\/tune\.yaml:1: a sweep needs "objective"/),
  ]);
  expect(placeOfKey('a/tune.yaml', 'extends: ../shared/base.yaml\nseed: 3', 'parameters.y', reader)).toEqual({
    file: 'shared/base.yaml',
    line: 6,
  });
});

test.each([
  [
    'extends: 3',
    'a/tune.yaml:1 extends: "extends" must be the path of a sweep file or a preset, but it is 3. Write for example "extends: ./shared/base.yaml" or "extends: nx-tune/presets/adam".',
  ],
  [
    'seed: 1\nextends: nx-tune/presets/adm',
    'a/tune.yaml:2 extends: "extends" must name an existing preset, but there is no "adm". Did you mean "adam"?',
  ],
  [
    'extends: nx-tune/presets/quicksort',
    'a/tune.yaml:1 extends: "extends" must name an existing preset, but there is no "quicksort". Presets: adam, brotli.',
  ],
  ['extends: adam', expect.stringContaining('but a/adam cannot be read. Did you mean "nx-tune/presets/adam"?')],
  ['extends: nx-tune/preset/brotli', expect.stringContaining('Did you mean "nx-tune/presets/brotli"?')],
  ['extends: ..', expect.stringContaining('but the workspace itself cannot be read')],
  [
    'extends: ../shared/base.yaml\nobjective: ./a.js\n\nparameters: null',
    expect.stringMatching(/^a\/tune\.yaml:4 parameters: "parameters" is required/),
  ],
  [
    'extends: nx-tune/presets/brotli\nobjective: ./a.js\nmethod: grid\nmetric: { name: a }\nparameters: { level: null, x: { values: [1] } }',
    'nx-tune/presets/brotli:2 baselines.usual.params.level: unknown parameter "level". Write baselines.usual in the file that extends it, or remove it there with "usual: null".',
  ],
  ['extends: ./nothing.yaml', expect.stringContaining('but a/nothing.yaml cannot be read.')],
  ['extends: /etc/base.yaml', expect.stringContaining('"/etc/base.yaml" is absolute')],
  ['extends: C:\\base.yaml', expect.stringContaining('is absolute')],
  ['extends: ../../base.yaml', expect.stringContaining('"../../base.yaml" leaves the workspace')],
  [
    'extends: ../shared/circle.yaml',
    'shared/back.yaml:2 extends: files must not extend one another in a circle, but there is one: a/tune.yaml → shared/circle.yaml → shared/back.yaml → shared/circle.yaml. Remove one "extends".',
  ],
  ['extends: ../shared/broken.yaml', expect.stringMatching(/^shared\/broken\.yaml:2/)],
  [
    'extends: ../shared/list.yaml',
    expect.stringMatching(/^shared\/list\.yaml:1: a file that others extend must be a mapping/),
  ],
])('%s', (text, message) => expect(messages(text)).toEqual([message]));
