import type { JsonObject } from '../json.js';
import { canonicalJson } from '../trial/canonicalJson.js';
import { digest } from '../trial/digest.js';
import type { TrialResult } from '../trial/result.js';
import { trialId } from '../trial/trial.js';
import type { PlannedTrial } from '../plannedTrial.js';
import { proposeGeneration } from './proposeGeneration.js';
import { type Search, searchOf } from './search.js';

/** The place of a trial whose params are not known before others have results: what the task graph is made of. */
export interface Slot {
  /** Which trial of the sweep, from 0. */
  readonly number: number;
  readonly generation: number;
  /** Digest of the search that it belongs to, and its number: the same in every sweep file that asks for this search. */
  readonly id: string;
  /** The readable part of the task's name. */
  readonly name: string;
}

/** A short digest of a search. */
export const searchId = (search: Search): string =>
  digest(canonicalJson(searchOf(search) as unknown as JsonObject), 12);

/** The slots of so many trials. */
export function createSlots(search: Search, count: number): Slot[] {
  const id = searchId(search);
  return Array.from({ length: count }, (_, number) => ({
    number,
    generation: Math.floor(number / search.generation),
    id: `${id}-${number}`,
    name: `${search.method}-${number}~${id}`,
  }));
}

/**
 * The trials in the slots, as far as they follow from results: all generations that have them, and the next. `resultOf` is
 * asked for one trial after the other, in their order.
 */
export function resolveSlots(
  search: Search,
  slots: readonly Slot[],
  resultOf: (trial: PlannedTrial) => TrialResult | undefined,
): PlannedTrial[] {
  const trials: PlannedTrial[] = [];
  const results: TrialResult[] = [];
  while (results.length === trials.length && trials.length < slots.length) {
    const proposed = proposeGeneration(search, results);
    const next = slots
      .slice(trials.length, trials.length + search.generation)
      .flatMap((slot, index) => (proposed[index] === undefined ? [] : [planSlot(search, slot, proposed[index])]));
    if (next.length === 0) break;
    trials.push(...next);
    results.push(...next.flatMap((trial) => resultOf(trial) ?? []));
  }
  return trials;
}

/** The trial of a slot whose params are known. */
function planSlot(search: Search, slot: Slot, params: JsonObject): PlannedTrial {
  const definition = { objective: search.objective, metric: search.metric.name, params, seed: search.seed };
  return { definition, id: trialId(definition), name: slot.name, slot };
}
