import * as fc from 'fast-check';

import {
  expandSweep,
  formatProblem,
  parseSweep,
  type PlannedTrial,
  resolvePromotions,
  resolveSlots,
  type Sweep,
} from '../../src/index.js';
import { chooseTop } from '../../src/plan/chooseTop.js';
import type { Expansion } from '../../src/plan/expandSweep.js';
import { resolveTop, type TopChoice } from '../../src/plan/replicateTop.js';
import { replicateSeed } from '../../src/trial/replicateSeed.js';
import type { TrialResult } from '../../src/trial/result.js';

const fileOf = (method: string, more: string): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nseed: 7\nparameters: { x: { min: 0.0, max: 1.0 } }\n${more}\n`;
const parse = (method: string, more: string) => parseSweep('tune', 'a/tune.yaml', fileOf(method, more));

type Whole = Extract<Expansion, { readonly ok: true }> & { readonly sweep: Sweep };

function expand(method: string, more: string): Whole {
  const parsed = parse(method, more);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return { ...expansion, sweep: parsed.value };
}

const topOf = ({ top }: Whole): TopChoice => {
  if (top === undefined) throw new Error('nothing is run again');
  return top;
};

/** The loss of a trial; a larger budget makes it smaller. */
type Loss = (x: number, replicate: number) => number;
const near: Loss = (x) => Math.abs(x - 0.3);

const resultWith =
  (loss: Loss) =>
  ({ id, definition }: PlannedTrial): TrialResult => {
    const value = loss(Number(definition.params['x']), definition.replicate ?? 0);
    const budget = Number(definition.budget?.['epochs'] ?? 1);
    const isLoss = Number.isFinite(value);
    return {
      schemaVersion: 1,
      ...definition,
      id,
      outcome: isLoss ? { kind: 'completed' } : { kind: 'diverged' },
      metrics: isLoss ? { loss: value + 1 / budget } : {},
    };
  };

/** All trials of a sweep, with those that are run again, when each has its result. */
function resolved(
  whole: Whole,
  loss: Loss = near,
): { readonly judged: readonly PlannedTrial[]; readonly again: readonly PlannedTrial[] } {
  const { sweep, trials, slots, promotions } = whole;
  const ofTrial = resultWith(loss);
  const unit = { metric: sweep.metric, unit: 'epochs' };
  const started = trials.filter(({ promotedBy }) => promotedBy === undefined);
  const judged =
    slots.length > 0
      ? resolveSlots(sweep, { slots, promotions }, { ofTrial })
      : resolvePromotions(started, promotions, unit, ofTrial).map(({ trial }) => trial);
  return { judged, again: resolveTop(sweep, topOf(whole), judged, ofTrial) };
}

const xs = (trials: readonly PlannedTrial[]): number[] =>
  trials.map(({ definition }) => Number(definition.params['x']));
const ascending = (a: number, b: number): number => a - b;
const bestOf = (trials: readonly PlannedTrial[], count: number): number[] =>
  xs(trials).toSorted((a, b) => near(a, 0) - near(b, 0)).slice(0, count).toSorted(ascending); // prettier-ignore

const methods = ['random', 'sobol', 'lhs', 'tpe', 'gp', 'cma-es', 'nelder-mead', 'bayes'];

test.each(methods)(
  '%s: the best are run again with the seeds of replicates, each of them once, then all again',
  (method) => {
    const { judged, again } = resolved(expand(method, 'run_cap: 8\nreplicate_top: { count: 3, replicates: 3 }'));
    expect(judged).toHaveLength(8);
    expect(again.map(({ definition }) => definition.replicate)).toEqual([1, 1, 1, 2, 2, 2]);
    expect(xs(again.slice(0, 3)).toSorted(ascending)).toEqual(bestOf(judged, 3));
    expect(xs(again.slice(3))).toEqual(xs(again.slice(0, 3)));
    const first = judged.find(({ definition }) => definition.params['x'] === again[0]?.definition.params['x']);
    expect(again[0]?.definition).toEqual({ ...first?.definition, replicate: 1, seed: replicateSeed('7', 1) });
    const ids = [...judged, ...again].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test.each(['random', 'tpe'])('%s: a trial that is run again is the trial that "replicates" would run', (method) => {
  const { again } = resolved(expand(method, 'run_cap: 4\nreplicate_top: { count: 4, replicates: 2 }'));
  const all = expand('random', 'run_cap: 4\nreplicates: 2').trials;
  if (method === 'random') expect(again.map(({ id }) => id)).toEqual(all.slice(4).map(({ id }) => id));
  expect(again.map(({ slot }) => slot?.id)).toHaveLength(4);
});

test('the key changes neither trials, nor slots, nor promotions', () => {
  for (const [method, more] of [
    ['random', 'run_cap: 8'],
    ['tpe', 'run_cap: 8'],
    ['random', rungs],
  ] as const) {
    // prettier-ignore
    const { top: _, sweep: __, ...without } = expand(method, more);
    const { top: ___, sweep: ____, ...with3 } = expand(method, `${more}\nreplicate_top: { count: 2 }`);
    expect(with3).toEqual(without);
  }
});

const rungs = 'budget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9 }';

test.each(['random', 'tpe'])(
  '%s with rungs: the best at the largest budget run from the start with all of it',
  (method) => {
    const whole = expand(method, `${rungs}\nreplicate_top: { count: 2, replicates: 3 }`);
    const { judged, again } = resolved(whole);
    const last = judged.filter(({ definition }) => definition.budget?.['epochs'] === 9);
    expect(xs(again.slice(0, 2)).toSorted(ascending)).toEqual(bestOf(last, 2));
    expect(again).toHaveLength(4);
    for (const { definition } of again) {
      expect(definition.budget).toEqual({ epochs: 9 });
      expect(definition.continues).toBeUndefined();
    }
    expect(whole.notices).not.toContainEqual(expect.stringContaining('replicate_top'));
  },
);

test('a notice says that fewer can be run again than were asked for', () => {
  const halving = 'run_cap: 9\nbudget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 9 }';
  expect(expand('random', `${halving}\nreplicate_top: {}`).notices).toContain(
    '"replicate_top" runs the best 1 instead of 3 again: no more reach the largest budget',
  );
});

test('with more replicates, a larger count and more trials, no slot of those before changes', () => {
  const slotsOf = (more: string): Set<string> =>
    new Set(topOf(expand('random', more)).candidates.flatMap(({ to }) => to.map(({ id, name }) => `${id} ${name}`)));
  const few = slotsOf('run_cap: 6\nreplicate_top: { count: 2, replicates: 3 }');
  for (const more of [
    'run_cap: 6\nreplicate_top: { count: 2, replicates: 5 }',
    'run_cap: 6\nreplicate_top: { count: 4, replicates: 3 }',
    'run_cap: 9\nreplicate_top: { count: 2, replicates: 3 }',
  ])
    expect([...few].filter((slot) => !slotsOf(more).has(slot))).toEqual([]);
  const choice = (more: string): string => topOf(expand('random', more)).id;
  expect(choice('run_cap: 6\nreplicate_top: { count: 2, replicates: 5 }')).toBe(
    choice('run_cap: 6\nreplicate_top: { count: 2, replicates: 3 }'),
  );
  expect(choice('run_cap: 6\nreplicate_top: { count: 3 }')).not.toBe(choice('run_cap: 6\nreplicate_top: { count: 2 }'));
});

test('beside "replicates" the best are chosen by their means, and get the replicates that they lack', () => {
  const whole = expand('random', 'run_cap: 5\nreplicates: 2\nreplicate_top: { count: 1 }');
  const [lucky, steady] = xs(whole.trials);
  const loss: Loss = (x, replicate) => (x === lucky ? ([0, 9][replicate] ?? 9) : x === steady ? 2 : 5);
  const { again } = resolved(whole, loss);
  expect(xs(again)).toEqual([steady, steady]);
  expect(again.map(({ definition }) => definition.replicate)).toEqual([2, 3]);
});

test('nothing is chosen before all trials have results, and what has not completed is never chosen', () => {
  const whole = expand('random', 'run_cap: 4\nreplicate_top: { count: 3, replicates: 2 }');
  const { judged } = resolved(whole);
  const result = resultWith(near);
  const missing = judged[3]?.id;
  expect(
    resolveTop(whole.sweep, topOf(whole), judged, (trial) => (trial.id === missing ? undefined : result(trial))),
  ).toEqual([]);
  const [first, second] = xs(judged);
  const { again } = resolved(whole, (x) => (x === first || x === second ? Infinity : x));
  expect(xs(again)).toEqual(xs(judged).slice(2));
});

const configuration = fc.record({
  params: fc.record({ x: fc.nat(6) }),
  losses: fc.array(fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(NaN)), {
    minLength: 1,
    maxLength: 3,
  }),
});
const metric = { name: 'loss', goal: 'minimize' } as const;

test('no params are chosen twice, the best always are, and the order of replicates does not matter', () => {
  fc.assert(
    fc.property(fc.array(configuration, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (all, size) => {
      const judgedWith = (turn: boolean) =>
        all.map(({ params, losses }) => {
          const evaluations = losses.map((loss, replicate) => ({
            replicate,
            outcome: { kind: Number.isNaN(loss) ? ('diverged' as const) : ('completed' as const) },
            metrics: { loss },
          }));
          return { params, evaluations: turn ? evaluations.toReversed() : evaluations };
        });
      const chosen = chooseTop(judgedWith(false), size, { metric });
      expect(chooseTop(judgedWith(true), size, { metric })).toEqual(chosen);
      const params = chosen.map((index) => all[index]?.params.x);
      expect(new Set(params).size).toBe(params.length);
      const completed = all.filter(({ losses }) => losses.every((loss) => !Number.isNaN(loss)));
      expect(params).toHaveLength(Math.min(size, new Set(completed.map((one) => one.params.x)).size));
      expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
    }),
  );
});

test.each([
  [
    'replicate_top: { count: 0 }',
    'a/tune.yaml:6 replicate_top.count: "count" must be at least 1, but it is 0. Write how many',
  ],
  ['replicate_top: { count: three }', 'replicate_top.count: "count" must be a finite number, but it is "three". Write'],
  ['replicate_top: { replicates: 1 }', 'but it is 1 and "replicates" is 1. Raise it, for example to 3'],
  [
    'replicates: 3\nreplicate_top: { replicates: 3 }',
    'a/tune.yaml:7 replicate_top.replicates: "replicate_top" runs the best more often',
  ],
  ['replicate_top: 5', 'a mapping of keys to values, but it is 5. Write "replicate_top: { count: 3, replicates: 5 }".'],
  ['replicate_top: { cuont: 3 }', 'unknown key "cuont". Did you mean "count"?'],
  ['run_cap: 1\nreplicate_top: { count: 2 }', 'but it is 2 and there is 1 configuration. Lower it, '],
  [
    'run_cap: 4\nreplicate_top: { count: 5 }',
    'but it is 5 and there are 4 configurations. Lower it, or run all of them as often with "replicates: 3"',
  ],
])('%s is a mistake, and the message says what to do', (more, said) => {
  const parsed = parse('random', more);
  expect(parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n')).toContain(said);
});

test('defaults', () => {
  const top = (more: string) => expand('random', more).sweep.replicateTop;
  expect(top('replicate_top: {}')).toEqual({ count: 3, replicates: 3 });
  expect(top('replicates: 4\nreplicate_top: { count: 2 }')).toEqual({ count: 2, replicates: 6 });
  expect(top('run_cap: 2\nreplicate_top: {}')).toEqual({ count: 2, replicates: 3 });
});

test('"max_trials" counts each trial that may run again', () => {
  const parsed = parse('random', 'run_cap: 10\nmax_trials: 29\nreplicate_top: { count: 2 }');
  expect(parsed.ok && expandSweep(parsed.value)).toMatchObject({
    ok: false,
    problem: {
      found: 'this one has 30: "replicate_top" makes each configuration 3, of which 2 run only if it is among the best',
    },
  });
});
