import {
  expandSweep,
  type Expansion,
  formatProblem,
  parseSweep,
  type PlannedTrial,
  resolvePromotions,
  type Sweep,
  type TrialResult,
} from '../../src/index.js';

function sweepOf(method: string, terminate: string, more = ''): Sweep {
  const parsed = parseSweep('tune', 'a/tune.yaml', textOf(method, terminate, more));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}
const textOf = (method: string, terminate: string, more: string): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1 }, kind: { values: [a, b] } }\nbudget: { name: epochs }\nearly_terminate: ${terminate}\n${more}`;

type Trials = Extract<Expansion, { ok: true }>;
function expanded(sweep: Sweep): Trials {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion;
}

/** Smaller x is better; larger budgets do not change that. */
const resultOf = ({ id, definition }: PlannedTrial): TrialResult => ({
  schemaVersion: 1,
  ...definition,
  id,
  outcome: { kind: 'completed' },
  metrics: { loss: Number(definition.params['x']) },
});
function run(sweep: Sweep, known: (trial: PlannedTrial) => TrialResult | undefined = resultOf): PlannedTrial[] {
  const { trials, promotions } = expanded(sweep);
  const started = trials.filter(({ promotedBy }) => promotedBy === undefined);
  return resolvePromotions(started, promotions, { metric: sweep.metric, unit: 'epochs' }, known).map(
    ({ trial }) => trial,
  );
}
const idsOf = (trials: readonly PlannedTrial[]): string[] => trials.map(({ id }) => id);
const budgets = (trials: readonly PlannedTrial[]): string[] => {
  const all = trials.map(({ definition }) => Number(definition.budget?.['epochs'] ?? 0));
  return [...new Set(all)]
    .toSorted((a, b) => a - b)
    .map((budget) => `${all.filter((one) => one === budget).length}@${budget}`);
};

const nine = '{ type: hyperband, max_iter: 9 }';

test.each(['random', 'sobol', 'halton', 'lhs'])('%s with hyperband: every bracket runs', (method) => {
  const trials = run(sweepOf(method, nine));
  expect(budgets(trials)).toEqual(['9@1', '6@3', '5@9']);
  expect(new Set(idsOf(trials)).size).toBe(20);
});

test('a trial continues that of the same params with the budget before, and says so in its id', () => {
  const trials = run(sweepOf('random', nine));
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  const above = trials.filter(({ definition }) => definition.continues !== undefined);
  expect(above).toHaveLength(5);
  for (const { definition } of above) {
    const below = byId.get(definition.continues ?? '');
    expect(below?.definition.params).toEqual(definition.params);
    expect(3 * Number(below?.definition.budget?.['epochs'])).toBe(definition.budget?.['epochs']);
  }
});

test('the best of each rung go on', () => {
  const trials = run(sweepOf('random', '{ type: successive_halving, max_iter: 9 }', 'run_cap: 18'));
  const x = (budget: number): number[] =>
    trials
      .filter(({ definition }) => definition.budget?.['epochs'] === budget)
      .map(({ definition }) => Number(definition.params['x']))
      .toSorted((a, b) => a - b);
  expect(x(1)).toHaveLength(18);
  expect(x(3)).toEqual(x(1).slice(0, 6));
  expect(x(9)).toEqual(x(1).slice(0, 2));
});

test.each(['random', 'sobol', 'halton'])('%s: a larger run_cap keeps all that ran', (method) => {
  const before = idsOf(run(sweepOf(method, nine, 'run_cap: 15')));
  const after = new Set(idsOf(run(sweepOf(method, nine, 'run_cap: 30'))));
  expect(before.filter((id) => !after.has(id))).toEqual([]);
});

test('a larger max_iter keeps every trial that was started', () => {
  const started = run(sweepOf('random', nine)).filter(({ promotedBy }) => promotedBy === undefined);
  const after = new Set(idsOf(run(sweepOf('random', '{ type: hyperband, max_iter: 27 }'))));
  expect(started.filter(({ id }) => !after.has(id))).toEqual([]);
});

test('a grid is halved', () => {
  const sweep = parseSweep(
    'tune',
    'a/tune.yaml',
    textOf('grid', '{ type: successive_halving, max_iter: 4, eta: 2 }', '').replace(
      '{ min: 0.0, max: 1 }',
      '{ values: [1, 2, 3, 4] }',
    ),
  );
  if (!sweep.ok) throw new Error();
  expect(budgets(run(sweep.value))).toEqual(['8@1', '4@2', '2@4']);
});

test('a space that is smaller than a bracket makes it smaller', () => {
  const sweep = parseSweep(
    'tune',
    'a/tune.yaml',
    textOf('random', nine, '').replace('{ min: 0.0, max: 1 }', '{ value: 1 }'),
  );
  if (!sweep.ok) throw new Error();
  expect(budgets(run(sweep.value))).toEqual(['2@1', '3@3', '4@9']);
});

test('nothing is judged before all of its rung are known', () => {
  const sweep = sweepOf('random', nine);
  const [first] = run(sweep);
  const without = run(sweep, (trial) => (trial.id === first?.id ? undefined : resultOf(trial)));
  expect(budgets(without)).toEqual(['9@1', '3@3', '4@9']);
});

test('tasks are counted before they are made', () => {
  const expansion = expandSweep(sweepOf('random', '{ type: hyperband, max_iter: 1000000000, eta: 2 }'));
  expect(expansion).toMatchObject({ ok: false, problem: { rule: 'a sweep has at most 10,000 trials' } });
});

test.each([
  ['budget without early_terminate', 'random', '{ type: hyperband }', 'max_iter', ''],
  ['no whole number', 'random', '{ type: hyperband, max_iter: 9.5 }', '"max_iter" must be a whole number', ''],
  ['eta of 1', 'random', '{ type: hyperband, max_iter: 9, eta: 1 }', '"eta" must be from 2 to 1000', ''],
  [
    'min above max',
    'random',
    '{ type: hyperband, max_iter: 9, min_iter: 10 }',
    '"min_iter" must be from 1 to "max_iter"',
    '',
  ],
  [
    'both min and s',
    'random',
    '{ type: hyperband, max_iter: 9, min_iter: 1, s: 1 }',
    'cannot be combined, since each gives the smallest budget',
    '',
  ],
  ['s too large', 'random', '{ type: hyperband, max_iter: 9, s: 3 }', '9 can be divided 2 times', ''],
  ['a grid in brackets', 'grid', nine, 'hyperband needs a method that draws configurations', ''],
  ['learning from nothing', 'tpe', '{ type: successive_halving, max_iter: 9 }', 'has only one', ''],
  ['shards', 'random', nine, 'cannot be split in advance', 'shards: 2'],
  ['generation', 'tpe', nine, 'each bracket is a generation', 'generation: 4'],
  ['another type', 'random', '{ type: median, max_iter: 9 }', 'early_terminate.type', ''],
  ['a misspelt key', 'random', '{ type: hyperband, max_iters: 9 }', 'max_iter', ''],
])('a mistake is reported with its place: %s', (_, method, terminate, said, more) => {
  const parsed = parseSweep('tune', 'a/tune.yaml', textOf(method, terminate, more));
  expect(parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n')).toContain(said);
});

test('a budget is not a parameter, and needs early_terminate', () => {
  const said = (text: string): string => {
    const parsed = parseSweep('tune', 'a/tune.yaml', text);
    return parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
  };
  expect(said(textOf('random', nine, '').replace('name: epochs', 'name: x'))).toContain(
    'a budget must not have the name of a parameter',
  );
  expect(said(textOf('random', nine, '').replace('name: epochs', 'name: "--x"'))).toContain("a budget's name");
  expect(said(textOf('random', nine, '').replace(/early_terminate.*\n/, ''))).toContain(
    '"budget" needs "early_terminate"',
  );
});
