import { formatProblem, parseSweep, type Sweep } from '../../../src/index.js';

const space = `objective: ./src/objective.ts
method: grid
metric: { name: loss }
parameters:
  stepSize: { values: [0.1, 0.2] }
  momentum: { values: [0, 0.5] }
  batchSize: { value: 60 }
  optimizer: { parameters: { name: { values: [sgd, adam] }, layers: { min: 1, max: 4 } } }
  warmup: { values: [1, 2], when: { optimizer.name: adam } }
`;
const others = 'optimizer: { name: sgd, layers: 2 }';

const parse = (baselines: string, file = space): ReturnType<typeof parseSweep> =>
  parseSweep('tune', 'a/tune.yaml', `${file}baselines:\n${baselines.replace(/^/gm, '  ')}\n`);

function baselinesOf(text: string, file?: string): Sweep['baselines'] {
  const result = parse(text, file);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value.baselines;
}
function messages(text: string, file?: string): string[] {
  const result = parse(text, file);
  return result.ok ? [] : result.problems.map(formatProblem);
}

test('a baseline has all params: constants by themselves, values outside of their ranges, and no others', () => {
  expect(
    baselinesOf(`folklore: { params: { stepSize: 0.3, momentum: 0.9, ${others} }, note: heavy ball, source: everybody }
ours: { params: { stepSize: 0.1, momentum: 0, batchSize: 50, optimizer.name: adam, optimizer.layers: 9, warmup: 7 } }`),
  ).toEqual([
    {
      name: 'folklore',
      params: { stepSize: 0.3, momentum: 0.9, batchSize: 60, optimizer: { name: 'sgd', layers: 2 } },
      note: 'heavy ball',
      source: 'everybody',
    },
    {
      name: 'ours',
      params: { stepSize: 0.1, momentum: 0, batchSize: 50, optimizer: { name: 'adam', layers: 9 }, warmup: 7 },
    },
  ]);
  expect(baselinesOf('{}')).toBeUndefined();
});

test('a baseline is in the alternative that has its parameters, and may take a zipped group apart', () => {
  const alternatives = `objective: ./a.js
method: grid
metric: { name: loss }
parameters: { width: { values: [1, 2] }, depth: { values: [10, 20] } }
zip: [[width, depth]]
union: [{ rate: { min: 1, max: 2 }, size: { value: 3 } }, { rate: { min: 1, max: 2 }, trees: { values: [5] } }]
`;
  expect(
    baselinesOf(
      'a: { params: { width: 1, depth: 20, rate: 5 } }\nb: { params: { width: 3, depth: 20, rate: 1, trees: 5 } }',
      alternatives,
    ),
  ).toMatchObject([
    { params: { width: 1, depth: 20, rate: 5, size: 3 } },
    { params: { width: 3, depth: 20, rate: 1, trees: 5 } },
  ]);
});

test.each([
  [
    `folklore: { params: { stepSize: 0.1, ${others} } }`,
    'a/tune.yaml:11 baselines.folklore: a baseline needs a value for each parameter that is not a constant, but momentum (one of 0, 0.5) is missing. Add it under "params".',
  ],
  [
    `folklore: { note: nothing }`,
    expect.stringContaining('optimizer.layers (a whole number from 1 to 4) are missing. Add them'),
  ],
  [
    `folklore: { params: { stepSize: big, momentum: 0, ${others} } }`,
    `a/tune.yaml:11 baselines.folklore.params.stepSize: a baseline may have any value of a parameter's type: stepSize is a number, but it is "big".`,
  ],
  ['a: { params: { stepSize: .inf } }', expect.stringContaining('Infinity')],
  [
    'a: { params: { optimizer: { layers: 2.5 } } }',
    expect.stringContaining('optimizer.layers is a whole number, but it is 2.5.'),
  ],
  [
    'a: { params: { stepsize: 1 } }',
    expect.stringContaining('baselines.a.params.stepsize: unknown parameter "stepsize". Did you mean "stepSize"?'),
  ],
  [
    `a: { params: { stepSize: 1, momentum: 0, ${others}, warmup: 1 } }`,
    'a/tune.yaml:11 baselines.a.params.warmup: warmup is not active with the other values of the baseline, but it is 1. Remove it.',
  ],
  [
    'a: { stepSize: 0.1 }',
    expect.stringContaining('baselines.a.stepSize: unknown key "stepSize". Known keys: params, theory, note, source.'),
  ],
  [`'': { params: {} }`, expect.stringContaining('a name in "baselines" must not be empty')],
  [`' ': { params: {} }`, expect.stringContaining('the name of a baseline must not be empty')],
  [`${'x'.repeat(61)}: { params: {} }`, expect.stringContaining('has at most 60 characters')],
  ["'a, b': { params: {} }", expect.stringContaining('must not have commas')],
])('%s', (text, message) => expect(messages(text)).toEqual([message]));

describe('theory', () => {
  const file = `objective: ./a.js
method: grid
metric: { name: loss }
parameters: { lr: { values: [0.1] }, beta: { values: [0, 1] }, batch: { values: [1, 2] }, name: { value: a } }
`;

  test('gives step size and momentum, with what it promises and from where it is', () => {
    expect(baselinesOf('polyak: { theory: { method: heavy_ball, mu: 1, L: 9 }, params: { batch: 1 } }', file)).toEqual([
      {
        name: 'polyak',
        params: { lr: 0.25, beta: 0.25, batch: 1, name: 'a' },
        note: 'heavy ball, kappa 9: step 4/(√L + √mu)², distance × 0.5 per step',
        source: 'Polyak 1964',
      },
    ]);
    const named = 'theory: { method: gradient_descent, mu: 1, L: 9, parameters: { step_size: beta, momentum: lr } }';
    expect(baselinesOf(`a: { ${named}, note: mine, source: book, params: { batch: 1 } }`, file)).toMatchObject([
      {
        params: { lr: 0, beta: 0.2 },
        note: expect.stringMatching(/^mine: gradient descent/) as string,
        source: 'book',
      },
    ]);
    expect(
      baselinesOf('a: { theory: { method: sgd, mu: 1, L: 9, noise: 4, target: 0.1 }, params: { batch: 1 } }', file),
    ).toMatchObject([
      {
        note: expect.stringContaining(
          'gap above its limit × 0.9944 per step, expected gap in the limit at most 0.1',
        ) as string,
      },
    ]);
  });

  test.each([
    [
      'method: heavy_ball, mu: 9, L: 1',
      'baselines.a.theory.L: "L" must be at least "mu", but mu is 9 and L is 1. Swap them.',
    ],
    ['method: heavy_ball, mu: 0, L: 1', '"mu" must be above 0, but it is 0.'],
    [
      'method: heavyball, mu: 1, L: 2',
      'must be one of gradient_descent, heavy_ball, nesterov, sgd, but it is "heavyball". Did you mean "heavy_ball"?',
    ],
    ['method: nesterov, mu: 1, L: 2, noise: 3', '"noise" is only for sgd, but the method is nesterov.'],
    ['method: sgd, mu: 1, L: 2', 'sgd needs "noise", the variance of its gradients, but it is missing.'],
    [
      'method: sgd, mu: 1, L: 2, noise: 1',
      'sgd needs a goal: either "target", or "steps" and "initial_gap", but neither is given.',
    ],
    ['method: sgd, mu: 1, L: 2, noise: 1, steps: 5', 'but there is "steps".'],
    [
      'method: nesterov, mu: 1, L: 2, parameters: { step_size: rate }',
      'baselines.a.theory.parameters.step_size: unknown parameter "rate". Parameters: lr, beta, batch, name.',
    ],
    [
      'method: heavy_ball, mu: 1e-300, L: 1e300',
      'theory must give a step size above 0 and a finite momentum, but step size 4e-300 and momentum NaN follow from mu 1e-300, L 1e+300.',
    ],
    ['method: nesterov, mu: 1e-310, L: 1e-309', 'but step size Infinity and'],
    ['method: sgd, mu: 1, L: 2, noise: 1e300, target: 1e-300', 'but step size 0 and momentum 0 follow from'],
    [
      'method: heavy_ball, mu: 1, L: 2, parameters: { step_size: lr, momentum: lr }',
      'baselines.a.theory.parameters: step size and momentum must be two parameters, but both are lr.',
    ],
    [
      'method: heavy_ball, mu: 1, L: 2, parameters: { step_size: name }',
      '"theory" must give a value of the parameter\'s type: name is a text, but it is 0.686',
    ],
  ])('%s', (text, message) =>
    expect(messages(`a: { theory: { ${text} }, params: { batch: 1 } }`, file)).toEqual([
      expect.stringContaining(message),
    ]),
  );

  test('params that theory computes must not be given, too, and its method is not that of the sweep', () => {
    expect(messages('a: { theory: { method: heavy_ball, mu: 1, L: 9 }, params: { batch: 1, lr: 7 } }', file)).toEqual([
      'a/tune.yaml:6 baselines.a.params.lr: "theory" computes lr, but it is 7 under "params". Remove one of them.',
    ]);
    expect(messages('a: { theory: { mu: 1, L: 9 } }', file)).toEqual([
      'a/tune.yaml:6 baselines.a.theory.method: "method" is required.',
    ]);
  });

  test('a method must know which parameters it is for', () => {
    const plain = file.replace('lr:', 'x:').replace('beta:', 'y:');
    expect(messages('a: { theory: { method: heavy_ball, mu: 1, L: 2 } }', plain)).toEqual([
      'a/tune.yaml:6 baselines.a.theory: heavy_ball needs a parameter for its step size, but none is called stepSize, step_size, lr, learning_rate, learningRate. Write "parameters: { step_size: NAME }" with one of x, y, batch, name.',
    ]);
    const both = file.replace('batch:', 'stepSize:');
    expect(messages('a: { theory: { method: sgd, mu: 1, L: 2, noise: 1, target: 1 } }', both)).toEqual([
      expect.stringContaining(
        '"theory" must know which parameter is the step size, but it may be lr or stepSize. Write "parameters: { step_size: lr }".',
      ),
    ]);
  });
});
