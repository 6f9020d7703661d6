import {
  type AvailableResults,
  type PlannedTrial,
  resolveAuto,
  resolvePromotions,
  resolveRace,
  resolveSlots,
  resolveTop,
} from '@nx-tune/sweep';

import type { PlanParts } from './planParts.js';
import type { ExpandedSweep } from './readSweep.js';

/**
 * The trials of a sweep: all of them if they are known in advance, otherwise those that follow from the available results.
 * Where all results of a generation are in their slots, only the last generation is proposed again: each generation before
 * it was checked when the next one was proposed.
 */
export function resolveTrials(
  read: PlanParts & Pick<ExpandedSweep, 'sweep'>,
  results: AvailableResults,
): readonly PlannedTrial[] {
  const trials = resolveJudged(read, results);
  return [...trials, ...trialsOfTop(read, trials, results)];
}

/** The further trials of the best configurations; none as long as the others do not all have results. */
export const trialsOfTop = (
  { sweep, top }: Pick<PlanParts, 'top'> & Pick<ExpandedSweep, 'sweep'>,
  judged: readonly PlannedTrial[],
  { ofTrial }: AvailableResults,
): readonly PlannedTrial[] => (top === undefined ? [] : resolveTop(sweep, top, judged, ofTrial));

function resolveJudged(
  { sweep, trials, slots, promotions, rounds }: PlanParts & Pick<ExpandedSweep, 'sweep'>,
  results: AvailableResults,
): readonly PlannedTrial[] {
  if (slots.length > 0) return resolveSlots(sweep, { slots, promotions }, results, slots.at(-1)?.generation);
  const { race } = sweep;
  if (race !== undefined) return resolveRace(rounds, { ...sweep, race }, (trial) => results.ofTrial(trial));
  if (sweep.autoReplicates !== undefined) return resolveAuto(sweep, trials, results.ofTrial).trials;
  if (sweep.ladder === undefined) return trials;
  const started = trials.filter(({ promotedBy }) => promotedBy === undefined);
  const ladder = { metric: sweep.metric, unit: sweep.ladder.unit };
  return resolvePromotions(started, promotions, ladder, (trial) => results.ofTrial(trial)).map(({ trial }) => trial);
}
