import type { RunPlan } from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { type AvailableResults, type PlannedTrial, type Position, resolveAuto, type TrialRun } from '@nx-tune/sweep';

import { countAsked } from '../study/countAsked.js';
import type { ExpandedSweep } from '../study/readSweep.js';
import { positionsOf } from '../study/planParts.js';
import { resolveTrials } from '../study/resolveTrials.js';

/** The facts from which a dry run plans. */
export interface PlanFacts {
  /** True if no cache has the trial. */
  readonly isUnknown: (position: Position) => boolean;
  /** The results on this disk, of which some may not be restored. */
  readonly results: Required<AvailableResults>;
  readonly runOf: (trial: PlannedTrial) => TrialRun | undefined;
  /** The command line of a trial, if it has one. */
  readonly commandLine?: (trial: PlannedTrial) => string | undefined;
  readonly parallel: number;
}

/** Plans what a run of a sweep would restore and compute. Results that would be computed again decide nothing here. */
export function planSweep(
  read: ExpandedSweep,
  { isUnknown, results, runOf, commandLine, parallel }: PlanFacts,
): RunPlan {
  const available: AvailableResults = {
    ofTrial: (trial) => (isUnknown(trial) ? undefined : results.ofTrial(trial)),
    inSlot: (slot) => (isUnknown(slot) ? undefined : results.inSlot(slot)),
  };
  const trials = resolveTrials(read, available);
  const [toRun, known] = [trials.filter(isUnknown), trials.filter((trial) => !isUnknown(trial))];
  const { asked, more } = askedOf(read, trials, available);
  // Where all that follows has a result, a method that learns has ended.
  const total = toRun.length === 0 ? trials.length : Math.max(trials.length, asked);
  const rate = msPerUnit(known, runOf);
  const units = toRun.reduce((sum, trial) => sum + unitsOf(trial), 0);
  const all = units + (total - trials.length) * (units / Math.max(1, toRun.length));
  return {
    total,
    ...defined({ more: more === 0 ? undefined : more }),
    known: known.length,
    toRun: toRun.map(({ id, definition: { params, budget, replicate, case: on } }) => ({
      id,
      params: { ...params, ...budget },
      ...defined({ replicate, case: on }),
    })),
    parallel,
    ...defined({ command: trials[0] && commandLine?.(trials[0]) }),
    ...(rate === undefined
      ? {}
      : { estimate: { ms: (rate * all) / Math.min(parallel, Math.max(1, total)), from: known.length } }),
  };
}

/** Counts the trials that are asked for in any case, and those that may be added, if noise decides on them. */
function askedOf(
  read: ExpandedSweep,
  trials: readonly PlannedTrial[],
  { ofTrial }: AvailableResults,
): { readonly asked: number; readonly more: number } {
  const asked = countAsked(read);
  if (read.sweep.autoReplicates === undefined) return { asked, more: 0 };
  const all = positionsOf(read);
  const { choice } = resolveAuto(read.sweep, trials, ofTrial);
  return choice === undefined
    ? { asked, more: all.length - Math.max(asked, trials.length) }
    : { asked: all.filter((position) => replicateAt(position) < choice.replicates).length, more: 0 };
}

const replicateAt = (position: Position): number =>
  ('definition' in position ? position.definition.replicate : position.evaluation?.replicate) ?? 0;

/** The mean time of a trial for each unit of its budget, or of a trial if there are no budgets or they end in a whole run. */
function msPerUnit(known: readonly PlannedTrial[], runOf: PlanFacts['runOf']): number | undefined {
  const timed = known.flatMap((trial) => {
    const run = runOf(trial);
    return run === undefined ? [] : [{ ms: run.durationMs, units: unitsOf(trial) }];
  });
  const units = timed.reduce((sum, one) => sum + one.units, 0);
  return units === 0 ? undefined : timed.reduce((sum, one) => sum + one.ms, 0) / units;
}

function unitsOf({ definition: { budget, reports } }: PlannedTrial): number {
  const [amount] = reports === undefined ? Object.values(budget ?? {}) : [];
  return typeof amount === 'number' ? amount : 1;
}
