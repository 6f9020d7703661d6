import { formatProblem, parseSweep, type Sweep } from '../../../src/index.js';

const space = `objective: ./src/objective.ts
metric: { name: loss }
parameters:
  stepSize: { distribution: log_uniform_values, min: 0.001, max: 1 }
  momentum: { min: 0.0, max: 0.99 }
  optimizer: { parameters: { name: { values: [sgd, adam, 7] }, layers: { min: 1, max: 4 }, toString: { value: 3 } } }
  dropout: { min: 0, max: 0.5, q: 0.1 }
  width: { mu: 0, sigma: 1 }
`;

const parse = (more: string): ReturnType<typeof parseSweep> => parseSweep('tune', 'a/tune.yaml', space + more);
function parsed(more: string): Sweep {
  const result = parse(more);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}
function messages(more: string): string[] {
  const result = parse(more);
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replace(/^a\/tune\.yaml:\d+ /, ''));
}
const points = (text: string): string => `method: random\npoints: [${text}]\n`;
const prior = (text: string): string => `method: tpe\nprior: { ${text} }\n`;
const from = (text: string): string => `method: gp\nfrom: ${text}\n`;

test('a point is values by label: nested or dotted, on their steps, without constants', () => {
  const written = '{ optimizer: { layers: 2.0, toString: 3 }, dropout: 0.30000000000000004, optimizer.name: 7 }, {}';
  expect(parsed(points(written)).points).toEqual([{ 'optimizer.layers': 2, dropout: 0.3, 'optimizer.name': 7 }, {}]);
  expect(parsed('method: random\n')).not.toHaveProperty('points');
});

test.each([
  [
    points('{ stepSize: 2 }'),
    'points[0].stepSize: a point must have possible values: stepSize is a number from 0.001 to 1, but it is 2. Change the point, or widen the parameter.',
  ],
  [points('{}, { stepsize: 0.1 }'), 'points[1].stepsize: unknown parameter "stepsize". Did you mean "stepSize"?'],
  [
    points('{ constructor: 0.1 }'),
    'points[0].constructor: unknown parameter "constructor". Parameters: stepSize, momentum, optimizer.name, optimizer.layers, optimizer.toString, dropout, width.',
  ],
  [
    points('{ optimizer: { lr: 1 } }'),
    expect.stringContaining('points[0].optimizer.lr: unknown parameter "optimizer.lr".'),
  ],
  [points('{ optimizer: 3 }'), expect.stringContaining('points[0].optimizer: unknown parameter "optimizer".')],
  [points('{ dropout: 0.25 }'), expect.stringContaining('dropout is a multiple of 0.1 from 0 to 0.5, but it is 0.25.')],
  [points('{ optimizer: { layers: 2.5 } }'), expect.stringContaining('is a whole number from 1 to 4, but it is 2.5.')],
  [points('{ optimizer.name: rms }'), expect.stringContaining('is one of sgd, adam, 7, but it is "rms".')],
  [points('{ optimizer.name: "7" }'), expect.stringContaining('but it is "7".')],
  [points('{ optimizer.toString: 4 }'), expect.stringContaining('optimizer.toString is 3, but it is 4.')],
  [points('{ momentum: "0" }'), expect.stringContaining('momentum is a number from 0 to 0.99, but it is "0".')],
  [points('{ momentum: .nan }'), expect.stringMatching(/^points\[0\]\.momentum: .*NaN/)],
  [points('{ __proto__: 1 }'), expect.stringContaining('a key must not be called "__proto__"')],
  [points(''), 'points: "points" must not be empty, but it is [].'],
  [points('{},'.repeat(201)), expect.stringMatching(/^points: "points" must be at most 200/)],
  [points('3'), expect.stringMatching(/^points\[0\]: element 1 must be a mapping of keys to values/)],
])('%s', (more, message) => expect(messages(more)).toEqual([message]));

test('a prior has a normal form, by label; one that expects nothing is dropped', () => {
  const sweep = parsed(
    prior(
      'stepSize: { center: 0.1, spread: 10 }, optimizer: { name: { sgd: 3, 7: 2 } }, momentum: { spread: 0.1, center: 0.9 }',
    ),
  );
  expect(sweep.prior).toEqual({
    stepSize: { kind: 'numeric', center: 0.1, spread: 10 },
    'optimizer.name': {
      kind: 'categorical',
      weights: [
        ['"adam"', 0.5],
        ['"sgd"', 1.5],
        ['7', 1],
      ],
    },
    momentum: { kind: 'numeric', center: 0.9, spread: 0.1 },
  });
  expect(parsed(prior('optimizer.name: { sgd: 2, adam: 2, 7: 2 }'))).not.toHaveProperty('prior');
});

test.each([
  [
    prior('stepsize: { center: 0.1, spread: 10 }'),
    'prior.stepsize: unknown parameter "stepsize". Did you mean "stepSize"?',
  ],
  [
    prior('stepSize: { center: 2, spread: 10 }'),
    'prior.stepSize.center: "center" must be a value of stepSize: a number from 0.001 to 1, but it is 2.',
  ],
  [
    prior('stepSize: { center: 0.1, spread: 1 }'),
    'prior.stepSize.spread: "spread" must be a factor above 1: one standard deviation on the logarithmic scale of stepSize, but it is 1.',
  ],
  [
    prior('momentum: { center: 0.1, spread: 0 }'),
    'prior.momentum.spread: "spread" must be a difference above 0: one standard deviation in units of momentum, but it is 0.',
  ],
  [
    prior('momentum: { center: 0.1 }'),
    expect.stringMatching(/^prior\.momentum: "spread" must be .* but it is missing\.$/),
  ],
  [
    prior('momentum: { center: 0.1, spred: 1, spread: 2 }'),
    'prior.momentum.spred: unknown key "spred". Did you mean "spread"?',
  ],
  [
    prior('momentum: { center: .nan, spread: 1 }'),
    'prior.momentum.center: "center" must be a finite number, but it is NaN.',
  ],
  [
    prior('momentum: 0.9'),
    'prior.momentum: the prior of momentum must have a center and a spread, such as { center: 0.1, spread: 10 }, but it is 0.9.',
  ],
  [
    prior('optimizer.name: sgd'),
    'prior.optimizer.name: the prior of optimizer.name must give weights to values, such as { a: 3, b: 1 }, but it is "sgd".',
  ],
  [
    prior('optimizer.name: { sgs: 3 }'),
    'prior.optimizer.name.sgs: "sgs" is not a value of optimizer.name. Did you mean "sgd"?',
  ],
  [
    prior('optimizer.name: { sgd: 0 }'),
    'prior.optimizer.name.sgd: a weight must be a number from a millionth to a million, but it is 0.',
  ],
  [
    prior('optimizer.toString: { center: 3, spread: 1 }'),
    'prior.optimizer.toString: a constant cannot have a prior, but optimizer.toString is one. Remove it.',
  ],
  [
    'method: sobol\nprior: { momentum: { center: 0.9, spread: 0.1 } }\n',
    'prior: "prior" is only for methods that weigh it against results: tpe, gp, bayes, but the method is sobol. Use "method: tpe", or draw around a value with "distribution: normal" or "distribution: log_normal", or with "probabilities".',
  ],
])('%s', (more, message) => expect(messages(more)).toEqual([message]));

test('a sweep file means the lock beside it', () => {
  const other = { path: 'other.tune.lock.json', in: 'project' };
  expect(parsed(from('./other.tune.yaml')).from).toEqual([other]);
  const elsewhere = { path: 'b/tune.lock.json', in: 'workspace' };
  for (const list of [
    "[other.tune.json, '{workspaceRoot}/b/tune.yml']",
    "[other.tune.config.ts, '{workspaceRoot}/b/tune.config.ts']",
    "['{workspaceRoot}/b/tune.lock.json', other.tune.yaml, other.tune.lock.json]",
  ])
    expect(parsed(from(list)).from).toEqual([elsewhere, other]);
});

test.each([
  [from('../b/tune.yaml'), expect.stringContaining('"../b/tune.yaml" is not: it leaves its folder with ".."')],
  [from("'{workspaceRoot}/../tune.yaml'"), expect.stringContaining('it leaves its folder with ".."')],
  [from('/etc/tune.yaml'), expect.stringContaining('it is absolute')],
  [
    from('[other.tune.yaml, results.csv]'),
    'from[1]: "from" must name a sweep file, its lock, or imported results, but it is "results.csv". For example other.tune.yaml, other.tune.lock.json, or other.tune.known.json, which nx-tune import writes.',
  ],
  [
    from('tune.yaml'),
    'from: a sweep cannot start from its own results, but it is "tune.yaml". To continue it, raise "run_cap".',
  ],
  [from('[]'), 'from: "from" must not be empty, but it is [].'],
  [from('3'), expect.stringMatching(/^from: "from" must be /)],
  [
    'method: random\nfrom: other.tune.yaml\n',
    'from: "from" is only for methods that learn, but the method is random. Remove it, or use "method: bayes".',
  ],
])('%s', (more, message) => expect(messages(more)).toEqual([message]));
