import { type AdaptiveMethod, adaptiveMethodNames, canonicalJson, type JsonObject } from '@nx-tune/search';

import {
  expandSweep,
  formatProblem,
  type PlannedTrial,
  parseSweep,
  suggestNext,
  type Sweep,
  type TrialResult,
} from '../../src/index.js';
import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { resolveSlots } from '../../src/plan/slots.js';

function sweepOf(method: string, more = '', goal = 'minimize'): Sweep {
  const parsed = parseSweep(
    'tune',
    'tune.yaml',
    `objective: o.ts\nmethod: ${method}\nmetric: { name: loss, goal: ${goal} }\nparameters:\n  x: { min: -1.0, max: 1.0 }\n  y: { min: -1.0, max: 1.0 }\n  z: { values: [a, b] }\n${more}`,
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

const lossAt = ({ x, y, z }: JsonObject): number => (Number(x) - 0.3) ** 2 + (Number(y) + 0.5) ** 2 + Number(z === 'a');
const ran = ({ definition: { params, seed }, id }: PlannedTrial, sign = 1): TrialResult => ({
  schemaVersion: 1,
  id,
  params,
  seed,
  outcome: { kind: 'completed' },
  metrics: { loss: sign * lossAt(params) },
});

/** The trials that follow when the first `done` of them have results. */
function after(sweep: Sweep, done: number) {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const sign = sweep.metric.goal === 'maximize' ? -1 : 1;
  const known = new Map<string, TrialResult>();
  const ofTrial = (trial: PlannedTrial): TrialResult | undefined => {
    if (known.size < done) known.set(trial.id, ran(trial, sign));
    return known.get(trial.id);
  };
  const trials = expansion.slots.length === 0 ? expansion.trials : resolveSlots(sweep, expansion, { ofTrial });
  if (expansion.slots.length === 0) trials.forEach(ofTrial);
  return { trials, resultOf: ({ id }: PlannedTrial) => known.get(id), results: [...known.values()] };
}

const whyAfter: Readonly<Record<AdaptiveMethod, string>> = {
  bayes: 'model',
  gp: 'model',
  tpe: 'ratio',
  'cma-es': 'distribution',
  'nelder-mead': 'simplex',
  nsga2: 'children',
};

describe.each(adaptiveMethodNames)('%s', (method) => {
  test('it suggests what it proposes then, at the first, inside and beyond run_cap', () => {
    const sweep = sweepOf(method, 'run_cap: 16\n');
    for (const done of [0, 8, 16]) {
      const { trials, resultOf, results } = after(sweep, done);
      const { suggestions, learnt } = suggestNext(sweep, trials, resultOf, 10);
      expect(suggestions.map(({ params }) => params)).toEqual(proposeGeneration(sweep, results));
      expect(learnt).toEqual({ learnt: done, given: 0 });
      expect(new Set(suggestions.map(({ why }) => why.kind))).toEqual(
        new Set([done === 16 ? whyAfter[method] : expect.anything()]),
      );
      expect(suggestNext(sweep, trials, resultOf, 1).suggestions).toEqual(suggestions.slice(0, 1));
    }
  });

  test('a generation that is computed in part is suggested as it was proposed', () => {
    const sweep = sweepOf(method, 'run_cap: 16\n');
    const [whole, part] = [after(sweep, 8), after(sweep, 10)];
    expect(suggestNext(sweep, part.trials, part.resultOf, 4)).toEqual(
      suggestNext(sweep, whole.trials, whole.resultOf, 4),
    );
  });

  test('points come first, and it says how many it has learnt from', () => {
    const sweep = sweepOf(method, 'run_cap: 16\npoints: [{ x: 0.25, y: -0.5, z: b }]\n');
    const start = after(sweep, 0);
    const [first] = suggestNext(sweep, start.trials, start.resultOf, 4).suggestions;
    expect(first).toEqual({ params: { x: 0.25, y: -0.5, z: 'b' }, why: { kind: 'point' } });
    const then = after(sweep, 12);
    expect(suggestNext(sweep, then.trials, then.resultOf, 4).learnt).toEqual({ learnt: 12, given: 1 });
  });

  test('minimizing a loss and maximizing its opposite differ only in the sign', () => {
    const [least, most] = [sweepOf(method, 'run_cap: 16\n'), sweepOf(method, 'run_cap: 16\n', 'maximize')].map(
      (sweep) => {
        const { trials, resultOf } = after(sweep, 16);
        return suggestNext(sweep, trials, resultOf, 1).suggestions[0];
      },
    );
    expect(most?.params).toEqual(least?.params);
    if (least?.why.kind !== 'model') return;
    const { low, expected, high, gain } = least.why;
    expect(low).toBeLessThanOrEqual(expected);
    expect(expected).toBeLessThanOrEqual(high);
    expect(gain).toBeGreaterThan(0);
    expect(most?.why).toEqual({ ...least.why, low: -high, expected: -expected, high: -low });
  });
});

test('the prediction of a process is near the true value, and the band around it holds that', () => {
  const sweep = sweepOf('gp', 'run_cap: 40\n');
  const { trials, resultOf } = after(sweep, 40);
  for (const { params, why } of suggestNext(sweep, trials, resultOf, 4).suggestions) {
    if (why.kind !== 'model') throw new Error(why.kind);
    expect(Math.abs(why.expected - lossAt(params))).toBeLessThan(0.1);
    expect(why.acquisition).toBe('log_ei');
  }
});

test('where a search has ended, it says why', () => {
  const target = { ...sweepOf('tpe', 'run_cap: 40\n'), target: 2 };
  const done = after(target, 8);
  expect(suggestNext(target, done.trials, done.resultOf, 4)).toMatchObject({ suggestions: [], end: 'target' });
  const settled = sweepOf('tpe', 'run_cap: 40\nstop_when: { expected_gain: 100 }\n');
  const all = after(settled, 40);
  expect(suggestNext(settled, all.trials, all.resultOf, 4)).toMatchObject({ suggestions: [], end: 'gain' });
});

test.each(['random', 'sobol', 'halton'])(
  '%s: what has no result comes next, and then what a larger run_cap would have',
  (method) => {
    const sweep = sweepOf(method, 'run_cap: 5\n');
    const { trials, resultOf } = after(sweep, 3);
    const longer = expandSweep({ ...sweep, runCap: 9 });
    const all = longer.ok ? longer.trials.map(({ definition }) => definition.params) : [];
    const { suggestions, learnt } = suggestNext(sweep, trials, resultOf, 4);
    expect(suggestions).toEqual(all.slice(3, 7).map((params) => ({ params, why: { kind: 'listed' } })));
    expect(learnt).toBeUndefined();
  },
);

test.each(['random', 'sobol', 'gp'])('%s: a baseline without a result comes first, and is called one', (method) => {
  const sweep = sweepOf(method, 'run_cap: 5\nbaselines: { folklore: { params: { x: 9, y: 0, z: a } } }\n');
  const { trials, resultOf } = after(sweep, 0);
  const [first, second] = suggestNext(sweep, trials, resultOf, 2).suggestions;
  expect(first).toEqual({ params: { x: 9, y: 0, z: 'a' }, why: { kind: 'baseline' } });
  expect(second?.why.kind).not.toBe('baseline');
});

test('a larger Latin hypercube would be another one', () => {
  const lhs = sweepOf('lhs', 'run_cap: 5\n');
  const { trials, resultOf } = after(lhs, 5);
  expect(suggestNext(lhs, trials, resultOf, 4)).toEqual({ suggestions: [], end: 'exhausted' });
  const open = after(lhs, 4);
  const [next] = suggestNext(lhs, open.trials, open.resultOf, 4).suggestions;
  expect(canonicalJson(next?.params ?? {})).toBe(canonicalJson(open.trials[4]?.definition.params ?? {}));
});

test('replicates of one configuration are one suggestion', () => {
  const sweep = sweepOf('random', 'run_cap: 3\nreplicates: 2\n');
  const { trials, resultOf } = after(sweep, 0);
  expect(trials).toHaveLength(6);
  expect(suggestNext(sweep, trials, resultOf, 3).suggestions).toHaveLength(3);
  const learning = sweepOf('gp', 'run_cap: 8\nreplicates: 2\n');
  const { trials: slots, resultOf: results } = after(learning, 0);
  expect(suggestNext(learning, slots, results, 10).suggestions).toHaveLength(4);
});

test('with several goals, it says what is expected of each, as values and not as losses', () => {
  const goals = [
    { name: 'loss', goal: 'minimize' },
    { name: 'opposite', goal: 'maximize' },
  ] as const;
  const sweep: Sweep = { ...sweepOf('gp', 'run_cap: 12\n'), metric: { ...goals[0], goals } };
  const start = after(sweepOf('gp', 'run_cap: 12\n'), 8);
  const resultOf = (trial: PlannedTrial): TrialResult | undefined => {
    const result = start.resultOf(trial);
    const loss = Number(result?.metrics['loss']);
    return result && { ...result, metrics: { loss, opposite: -loss } };
  };
  const [first] = suggestNext(sweep, start.trials, resultOf, 1).suggestions;
  if (first?.why.kind !== 'models') throw new Error(first?.why.kind);
  const [loss, opposite] = first.why.goals;
  expect([loss?.name, opposite?.name]).toEqual(['loss', 'opposite']);
  expect(opposite?.expected).toBeCloseTo(-(loss?.expected ?? NaN), 6);
  expect(opposite?.low).toBeCloseTo(-(loss?.high ?? NaN), 6);
});
