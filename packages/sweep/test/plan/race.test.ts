import * as fc from 'fast-check';

import {
  expandSweep,
  formatProblem,
  judgeRace,
  parseSweep,
  type PlannedTrial,
  resolveRace,
  type Sweep,
  type TrialResult,
} from '../../src/index.js';
import { roundEnds, usualRace } from '../../src/model/race.js';

const fileOf = (more: string, method = 'grid'): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: { x: { values: [0, 1, 2, 3] } }\n${more}\n`;
const list = (count: number): string => `[${Array.from({ length: count }, (_, index) => `c${index}`).join(', ')}]`;

function sweepOf(more: string): Sweep {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf(more));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

function expand(more: string) {
  const expansion = expandSweep(sweepOf(more));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion;
}

const resultOf =
  (lossOf: (x: number, on: string) => number) =>
  ({ id, definition }: PlannedTrial): TrialResult => ({
    schemaVersion: 1,
    id,
    params: definition.params,
    seed: definition.seed,
    outcome: { kind: 'completed' },
    metrics: { loss: lossOf(definition.params['x'] as number, definition.case as string) },
  });

/** Cases differ far more than configurations do. */
const clear = (x: number, on: string): number => 100 * Number(on.slice(1)) + x;

test('rounds grow, and further evaluations change no earlier one', () => {
  expect(roundEnds({ first: 5 }, 20)).toEqual([5, 6, 8, 10, 13, 16, 20]);
  expect(roundEnds({ first: 5 }, 6)).toEqual([5, 6]);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 60 }), (first, more) => {
      const ends = roundEnds({ first }, first + more);
      expect(roundEnds({ first }, first + more + 1).slice(0, ends.length - 1)).toEqual(ends.slice(0, -1));
      expect(ends.at(-1)).toBe(first + more);
    }),
  );
});

test('a race drops what is behind, and evaluates the best on everything', () => {
  const sweep = sweepOf(`cases: ${list(20)}\nrace: true`);
  const { rounds } = expand(`cases: ${list(20)}\nrace: true`);
  const trials = resolveRace(rounds, { ...sweep, race: usualRace }, resultOf(clear));
  const counts = [0, 1, 2, 3].map((x) => trials.filter(({ definition }) => definition.params['x'] === x).length);
  expect(counts).toEqual([20, 5, 5, 5]);
});

test('without results, the first round is asked for, and each later one when it is judged', () => {
  const sweep = sweepOf(`cases: ${list(8)}\nrace: true`);
  const { rounds, trials } = expand(`cases: ${list(8)}\nrace: true`);
  const known = (count: number) => {
    const ids = new Set(trials.slice(0, count).map(({ id }) => id));
    return resolveRace(rounds, { ...sweep, race: usualRace }, (trial) =>
      ids.has(trial.id) ? resultOf(() => 1)(trial) : undefined,
    );
  };
  expect(known(0)).toHaveLength(20);
  expect(known(19)).toHaveLength(20);
  expect(known(20)).toHaveLength(24);
  expect(known(32)).toEqual(trials);
});

test('the trials are those of the sweep without a race', () => {
  const ids = (more: string): string[] =>
    expand(more)
      .trials.map(({ id }) => id)
      .toSorted();
  const cases = `cases: ${list(9)}`;
  expect(ids(`${cases}\nrace: true`)).toEqual(ids(cases));
});

test('a further case moves no other one in the order of the race', () => {
  const order = (count: number): unknown[] =>
    expand(`cases: ${list(count)}\nrace: true`)
      .trials.filter(({ definition }) => definition.params['x'] === 0)
      .map(({ definition }) => definition.case);
  expect(order(12).filter((one) => one !== 'c11')).toEqual(order(11));
  expect(order(11)).not.toEqual(Array.from({ length: 11 }, (_, index) => `c${index}`));
});

test('a race over replicates keeps their order', () => {
  const { rounds } = expand('replicates: 8\nrace: { first: 3 }');
  expect(rounds.map(({ trials }) => trials[0]?.map(({ definition }) => definition.replicate ?? 0))).toEqual([
    [0, 1, 2],
    [3],
    [4],
    [5],
    [6, 7],
  ]);
  expect(rounds[1]?.trials[2]?.[0]?.racedBy).toEqual({ judgement: rounds[0]?.id, place: 2 });
});

const losses = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 10 })).chain(([n, k]) =>
  fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Infinity)), { minLength: k, maxLength: k }), {
    minLength: n,
    maxLength: n,
  }),
);

test.each(['friedman', 'wilcoxon'] as const)(
  '%s: the one with the best mean stays, and what is equal to it does',
  (name) => {
    fc.assert(
      fc.property(losses, (all) => {
        const staying = judgeRace(all, { ...usualRace, test: name });
        const means = all.map((own) => own.reduce((sum, loss) => sum + loss, 0) / own.length);
        expect(staying.length).toBeGreaterThan(0);
        expect(Math.min(...staying.map((index) => means[index] ?? NaN))).toBe(Math.min(...means));
        const twice = judgeRace([...all, all[0] ?? []], { ...usualRace, test: name });
        expect(twice.includes(0)).toBe(twice.includes(all.length) || twice.includes(0));
      }),
    );
  },
);

/** Under the null hypothesis, the first judgement drops one of several with about the probability alpha: 400 races, within four standard errors. */
test.each(['friedman', 'wilcoxon'] as const)('%s: of equal configurations, few races drop any', (name) => {
  let state = 1;
  const draw = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const dropped = Array.from({ length: 400 }, () =>
    Array.from({ length: 5 }, () => Array.from({ length: 10 }, draw)),
  ).filter((all) => judgeRace(all, { ...usualRace, test: name }).length < 5).length;
  expect(dropped / 400).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 400));
});

test.each([
  [
    'race: true',
    'grid',
    'a/tune.yaml:5 race: a race needs "cases" or "replicates", but it has neither. Add one of them, or remove "race".',
  ],
  [
    'cases: [a, b]\nrace: true\naggregate: max',
    'grid',
    'a/tune.yaml:6 race: a race compares configurations case by case, which says nothing about their worst or best cases, but aggregate is max. Use "aggregate: mean" or "median", or remove "race".',
  ],
  [
    'replicates: 9\nrace: true\nshards: 2',
    'grid',
    'a/tune.yaml:6 race: a race judges all configurations together, so trials cannot be split in advance, but shards is 2. Remove "shards" or "race".',
  ],
  ['replicates: 9\nrace: { alpha: 2 }', 'grid', 'a/tune.yaml:6 race.alpha'],
])('%j has a message', (more, method, message) => {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf(more, method));
  expect(parsed.ok ? [] : parsed.problems.map(formatProblem).map((one) => one.slice(0, message.length))).toEqual([
    message,
  ]);
});

test('a method that learns has no race yet', () => {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf('race: true', 'tpe'));
  expect(parsed.ok ? [] : parsed.problems.map(formatProblem)).toEqual([
    'a/tune.yaml:5 race: a race is only for methods that know all their trials in advance, without a budget, but the method is tpe. Use "method: sobol" or another such method: tpe learns from whole configurations.',
  ]);
});

test('a race over too few evaluations says so', () => {
  expect(expandSweep(sweepOf(`cases: ${list(5)}\nrace: true`))).toMatchObject({
    ok: false,
    problem: { found: 'there are 5, and the first round has 5' },
  });
});
