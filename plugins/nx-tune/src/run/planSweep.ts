import type { RunPlan } from '@nx-tune/report';
import type { AvailableResults, PlannedTrial, Position, TrialRun } from '@nx-tune/sweep';

import { countAsked } from '../study/countAsked.js';
import type { ReadSweep } from '../study/readSweep.js';
import { resolveTrials } from '../study/resolveTrials.js';

type Expanded = Extract<ReadSweep, { readonly ok: true }>;

/** What a dry run knows. */
export interface PlanFacts {
  /** Whether a trial is one that no cache knows. */
  readonly isUnknown: (place: Position) => boolean;
  /** What is on this disk, which is more than what will be restored. */
  readonly results: Required<AvailableResults>;
  readonly runOf: (trial: PlannedTrial) => TrialRun | undefined;
  readonly parallel: number;
}

/** What a run of a sweep would restore and compute. Results that would be computed anew decide nothing here. */
export function planSweep(read: Expanded, { isUnknown, results, runOf, parallel }: PlanFacts): RunPlan {
  const trials = resolveTrials(read, {
    ofTrial: (trial) => (isUnknown(trial) ? undefined : results.ofTrial(trial)),
    inSlot: (slot) => (isUnknown(slot) ? undefined : results.inSlot(slot)),
  });
  const [toRun, known] = [trials.filter(isUnknown), trials.filter((trial) => !isUnknown(trial))];
  const total = Math.max(trials.length, countAsked(read));
  const rate = msPerUnit(known, runOf);
  const units = toRun.reduce((sum, trial) => sum + unitsOf(trial), 0);
  const all = units + (total - trials.length) * (units / Math.max(1, toRun.length));
  return {
    total,
    known: known.length,
    toRun: toRun.map(({ id, definition }) => ({ id, params: { ...definition.params, ...definition.budget } })),
    parallel,
    ...(rate === undefined
      ? {}
      : { estimate: { ms: (rate * all) / Math.min(parallel, Math.max(1, total)), from: known.length } }),
  };
}

/** How long a trial with a budget of one took, or a trial where there are no budgets. */
function msPerUnit(known: readonly PlannedTrial[], runOf: PlanFacts['runOf']): number | undefined {
  const timed = known.flatMap((trial) => {
    const run = runOf(trial);
    return run === undefined ? [] : [{ ms: run.durationMs, units: unitsOf(trial) }];
  });
  const units = timed.reduce((sum, one) => sum + one.units, 0);
  return units === 0 ? undefined : timed.reduce((sum, one) => sum + one.ms, 0) / units;
}

const unitsOf = ({ definition: { budget } }: PlannedTrial): number => Object.values(budget ?? { one: 1 })[0] ?? 1;
