import type { RunPlan } from '@nx-tune/report';
import { expandSweep, parseResult, parseSweep, type PlannedTrial, resultFor, type TrialRun } from '@nx-tune/sweep';

import { planSweep } from '../../src/run/planSweep.js';

const budgeted = `objective: ./objective.ts
method: random
run_cap: 4
metric: { name: loss, goal: minimize }
budget: { name: steps }
early_terminate: { type: successive_halving, max_iter: 4, eta: 2 }
parameters: { x: { min: 0.0, max: 1.0 } }
`;

/** A plan in which all results are on the disk, but of the trials that `isUnknown` names no cache has them. */
function planOf(text: string, isUnknown: (trial: PlannedTrial) => boolean): RunPlan {
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const resultOf = ({ id, definition }: PlannedTrial) => {
    const stored = parseResult(
      JSON.stringify({
        schemaVersion: 1,
        id,
        params: definition.params,
        seed: definition.seed,
        outcome: { kind: 'completed' },
        metrics: { loss: Number(definition.params['x']) },
        ...(definition.budget === undefined ? {} : { budget: definition.budget }),
        ...(definition.continues === undefined ? {} : { continues: definition.continues }),
      }),
    );
    return stored && resultFor(parsed.value.metric, stored);
  };
  return planSweep(
    { ...expansion, sweep: parsed.value, before: [] },
    {
      isUnknown: (place) => 'definition' in place && isUnknown(place),
      results: { ofTrial: resultOf, inSlot: () => undefined },
      runOf: ({ definition }) => ({ durationMs: 100 * Number(definition.budget?.['steps'] ?? 1) }) as TrialRun,
      parallel: 2,
    },
  );
}

const steps = ({ definition }: PlannedTrial): number => Number(definition.budget?.['steps'] ?? 0);

test('a trial that continues one that would run follows from its result', () => {
  expect(planOf(budgeted, () => true)).toMatchObject({ total: 7, known: 0, parallel: 2 });
  expect(planOf(budgeted, () => true).toRun).toHaveLength(4);
  expect(planOf(budgeted, () => true).estimate).toBeUndefined();
});

test('where a rung is known, the next one is; time is counted by budget', () => {
  const plan = planOf(budgeted, (trial) => steps(trial) > 1);
  expect(plan).toMatchObject({ total: 7, known: 4 });
  expect(plan.toRun.map(({ params }) => params['steps'])).toEqual([2, 2]);
  // 2 of 2 steps and one more trial like them: 6 steps of 100 ms, two at a time.
  expect(plan.estimate).toEqual({ ms: 300, from: 4 });
});

test('where all is known, nothing is left', () => {
  expect(planOf(budgeted, () => false)).toMatchObject({ total: 7, known: 7, toRun: [] });
});

test('the best run later, since the results of all others choose them', () => {
  const top = budgeted.replace(/budget:.*\nearly.*\n/, 'replicate_top: { count: 2, replicates: 3 }\n');
  expect(planOf(top, () => true)).toMatchObject({ total: 8, known: 0 });
  expect(planOf(top, () => true).toRun).toHaveLength(4);
  const plan = planOf(top, ({ definition }) => definition.replicate !== undefined);
  expect(plan).toMatchObject({ total: 8, known: 4 });
  expect(plan.toRun.map(({ replicate }) => replicate)).toEqual([1, 1, 2, 2]);
});

test('after a search has ended, no more trials are planned than there are', () => {
  const text = `objective: o.ts\nmethod: tpe\nrun_cap: 8\nmetric: { name: loss, target: 2 }\nparameters: { x: { min: 0.0, max: 1.0 } }\n`;
  const plan = planOf(text, () => false);
  expect(plan).toMatchObject({ total: 4, known: 4, toRun: [] });
});
