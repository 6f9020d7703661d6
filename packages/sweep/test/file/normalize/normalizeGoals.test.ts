import { formatProblem, parseSweep, type Sweep } from '../../../src/index.js';

const parse = (goals: string, method = 'tpe') =>
  parseSweep(
    'tune',
    'a/tune.yaml',
    `objective: o.ts\nmethod: ${method}\nrun_cap: 4\nparameters: { x: { min: 0.0, max: 1.0 } }\n${goals}\n`,
  );
const sweepOf = (goals: string): Sweep => {
  const parsed = parse(goals);
  if (!parsed.ok) throw new Error(said(goals));
  return parsed.value;
};
const said = (goals: string, method?: string): string => {
  const parsed = parse(goals, method);
  return parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
};

const two = 'metrics: [{ name: error }, { name: speed, goal: maximize }]';

test('a list under metrics has the goals, the first of which is the metric', () => {
  expect(sweepOf(two).metric).toEqual({
    name: 'error',
    goal: 'minimize',
    goals: [
      { name: 'error', goal: 'minimize' },
      { name: 'speed', goal: 'maximize' },
    ],
  });
});

test('a list with one goal means what "metric" means', () => {
  const written = sweepOf(
    'metrics: [{ name: error, target: 0.1 }, { name: seconds, goal: none, deterministic: false }]',
  );
  const plain = sweepOf('metric: { name: error, target: 0.1 }\nmetrics: { seconds: { deterministic: false } }');
  expect(written).toEqual(plain);
});

test('goals may be measured, and have targets and reference values', () => {
  const sweep = sweepOf(
    'metrics: [{ name: error, target: 0.1 }, { name: ms, deterministic: false, tolerance: 0.3, reference: 9 }]',
  );
  expect(sweep.measured).toEqual([{ name: 'ms', tolerance: 0.3 }]);
  expect(sweep.targets).toEqual({ error: 0.1 });
  expect(sweep.target).toBeUndefined();
  expect(sweep.reference).toEqual({ ms: 9 });
});

test("rules for results are each once, in an order that is not the file's", () => {
  const rules = (results: string): unknown => sweepOf(`metric: { name: error }\nresults: ${results}`).metric.results;
  expect(rules('["b < 2", "a <= 1", " a <= 1"]')).toEqual(['a <= 1', 'b < 2']);
  expect(sweepOf('metric: { name: error }').metric).not.toHaveProperty('results');
});

test.each([
  ['prefer: knee', undefined],
  ['prefer: { weights: { error: 2 } }', { kind: 'weights', weights: { error: 2 } }],
  [
    'prefer: { order: [{ name: speed, within: 3 }, error] }',
    {
      kind: 'order',
      order: [
        { name: 'speed', within: 3 },
        { name: 'error', within: 0 },
      ],
    },
  ],
])('%s', (prefer, expected) => expect(sweepOf(`${two}\n${prefer}`).prefer).toEqual(expected));

test.each([
  ['', '"metric" is required'],
  ['metrics: { error: { deterministic: false } }', '"metric" is required'],
  ['metric: { name: error }\nmetrics: [{ name: error }]', 'goals are named by "metric", or by a list under "metrics"'],
  ['metrics: [{ name: error, goal: none }]', 'must have a goal'],
  ['metrics: []', '"metrics" must not be empty'],
  ['metrics: [{ name: error }, { name: error }]', 'a metric must be listed only once'],
  ['metrics: [{ name: error, tolerance: 1 }]', 'is compared exactly, so it has no tolerance'],
  ['metrics: [{ name: error }, { name: ms, goal: none, target: 1 }]', '"target" is only for a goal'],
  ['metrics: [{ name: error, gaol: minimize }]', 'Did you mean "goal"'],
  ['metrics: [{ goal: minimize }]', 'name'],
  [`${two}\nstop_when: { expected_gain: 1 }`, 'there are 2 goals'],
  [`${two}\npick: lower_bound`, 'a front is made of means'],
  [`${two}\nprefer: best`, 'Write "prefer: knee"'],
  [`${two}\nprefer: { weights: { error: 1 }, order: [error] }`, 'Write "prefer: knee"'],
  ['metrics: error', 'Write goals as a list'],
  [`${two}\nprefer: { order: [sped] }`, 'Did you mean "speed"'],
  [`${two}\nprefer: { order: [speed, speed] }`, 'an order must name each goal only once'],
  [`${two}\nprefer: { weights: { error: 0 } }`, 'a goal must have a weight above 0'],
  ['metric: { name: error }\nprefer: knee', 'there is one goal'],
  ['metric: { name: error }\nresults: ["size <="]', 'a rule for results must be a comparison of metrics'],
  ['metric: { name: error }\nresults: ["size + 1"]', 'compares nothing'],
  ['metric: { name: error }\nresults: ["1 < 2"]', 'compares no metric'],
  ['metric: { name: error }\nresults: ["0 < error < 1"]', '"<" is between true or false and a number, at character 11'],
  ['metric: { name: error }\nresults: ["error < \'x\'"]', '"<" is between a number and a text'],
  ['metric: { name: error }\nresults: ["error < 1 and size"]', '"and" does not work on what is a number'],
  ['metric: { name: error }\nresults: ["not error"]', '"not" does not work on what is a number'],
  [
    'metrics: [{ name: error, reference: 4 }]',
    '"reference" measures the front of several goals, but there is one goal',
  ],
  ['metric: { name: error }\nresults: ["x < 2"]', 'Put rules for parameters under "constraints"'],
  ['metric: { name: error }\nresults: ["`val/loss < 2"]', 'means nothing here'],
])('a mistake has a message: %s', (goals, message) => expect(said(goals)).toContain(message));

test.each(['cma-es', 'nelder-mead'])('%s has one goal', (method) =>
  expect(said(two, method)).toContain(`"${method}" minimizes one number`),
);

test.each(['acquisition: ei', 'noise: 1', 'acquisition: lcb, kappa: 1'])('gp with several goals has no { %s }', (gp) =>
  expect(said(`${two}\ngp: { ${gp} }`, 'gp')).toContain('the expected hypervolume improvement'),
);

test('a race compares one number', () =>
  expect(said(`${two}\nrace: true\nreplicates: 3`, 'random')).toContain(
    'a race compares configurations by one number',
  ));
