import { canonicalJson, defined, digest } from '@nx-tune/search';

import { lastBudget } from '../model/ladder.js';
import type { Sweep } from '../model/sweep.js';
import type { BudgetAmount } from '../trial/budget.js';
import { evaluationId, type EvaluationKey, evaluationKeysOf } from '../trial/evaluationKey.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import { type Position, positionId } from '../trial/position.js';
import type { TrialResult } from '../trial/result.js';
import type { Slot } from '../trial/slot.js';
import { slotName, topName, trialName } from '../trial/taskName.js';
import { withVariant } from '../model/variant.js';
import { chooseTop } from './chooseTop.js';
import { type Search, searchId } from './search.js';
import type { Promotion } from './resolvePromotions.js';
import { planSlot } from './slots.js';

/** The choice of the best configurations, which are then run more often. */
export interface TopChoice {
  /** Digest of the positions that it judges and of how it judges them: equal choices are one task. */
  readonly id: string;
  /** The largest number of configurations that are chosen. */
  readonly size: number;
  /** The most candidates that can complete: with rungs, not all of them are promoted that far. */
  readonly most: number;
  readonly candidates: readonly TopCandidate[];
}

/** A configuration that may be among the best. */
export interface TopCandidate {
  /** Is the same in every sweep that may choose it. */
  readonly id: string;
  /** The positions of the evaluations by which it is judged. */
  readonly from: readonly Position[];
  /**
   * A slot for each further evaluation. Each candidate has its own, so that the task of a trial depends on nothing but the
   * configuration: none runs again when ranks change, when more are chosen, or when there are other candidates.
   */
  readonly to: readonly Slot[];
}

/** The choice of a sweep with `replicate_top`, from all positions of its trials; undefined if it has none. */
export function createTop(
  sweep: Sweep,
  positions: readonly Position[],
  promotions: readonly Promotion[],
): TopChoice | undefined {
  const { metric, aggregate, variant, replicateTop } = sweep;
  if (replicateTop === undefined) return undefined;
  const groups = configurationsAt(sweep, positions);
  const before = evaluationKeysOf(sweep).length;
  const further = evaluationKeysOf({ ...sweep, replicates: replicateTop.replicates }).slice(before);
  const size = replicateTop.count;
  const ids = groups.map((from) => from.map((one) => one.id));
  const most = groups.filter(([first]) => first?.promotedBy === undefined).length + countPromoted(sweep, promotions);
  const id = digest(canonicalJson({ top: ids, size, metric: { ...metric }, aggregate, variant }), 12);
  return {
    id,
    size,
    most,
    candidates: groups.map((from, index) => ({
      id: candidateId(from),
      from,
      to: further.map((key) => topSlot(sweep, from, index, key, id)),
    })),
  };
}

/** Counts the trials that are promoted to the largest budget. */
const countPromoted = ({ ladder }: Sweep, promotions: readonly Promotion[]): number =>
  promotions.reduce((sum, { rung }) => sum + (ladder && rung.budget === lastBudget(ladder) ? rung.size : 0), 0);

/** Counts the further trials of a choice, if nothing fails. */
export const countTop = ({ size, most, candidates }: TopChoice): number =>
  Math.min(size, most) * (candidates[0]?.to.length ?? 0);

/** The evaluations of each configuration that runs to its end: with rungs, of those in the last of a bracket. */
function configurationsAt(sweep: Sweep, positions: readonly Position[]): Position[][] {
  const { ladder } = sweep;
  if (ladder === undefined) {
    const keys = evaluationKeysOf(sweep).length;
    const count = positions.length / keys;
    return positions
      .slice(0, count)
      .map((_, index) => Array.from({ length: keys }, (_, key) => positions[key * count + index] as Position));
  }
  const largest = lastBudget(ladder);
  return positions.filter((position) => budgetAt(sweep, position) === largest).map((position) => [position]);
}

const budgetAt = ({ ladder }: Sweep, position: Position): BudgetAmount | undefined =>
  'definition' in position ? position.definition.budget?.[ladder?.unit ?? ''] : position.budget;

const candidateId = ([first]: readonly Position[]): string =>
  first === undefined || !('definition' in first) ? (first?.id ?? '') : withVariant(first.id, first.variant);

function topSlot(
  sweep: Sweep,
  from: readonly Position[],
  index: number,
  evaluation: EvaluationKey,
  promotedBy: string,
): Slot {
  const [first] = from as readonly [Position];
  const slot = {
    number: 'definition' in first ? index : first.number,
    generation: 0,
    id: `${candidateId(from)}-top-${evaluationId(evaluation)}`,
    ...defined({ budget: budgetAt(sweep, first) }),
    evaluation,
    promotedBy,
  };
  return { ...slot, name: topName(nameAt(sweep, first, slot)) };
}

function nameAt(sweep: Sweep, first: Position, slot: Omit<Slot, 'name'>): string {
  if ('definition' in first)
    return trialName(planSlot(sweep, { ...slot, name: '' }, first.definition.params).definition, candidateId([first]));
  const { method, ladder } = sweep;
  const budget = slot.budget === undefined ? undefined : { unit: ladder?.unit ?? '', amount: slot.budget };
  return slotName(method, slot.number, searchId(sweep), defined({ budget, evaluation: slot.evaluation }));
}

/**
 * The further trials of the configurations that are chosen, by the results of all other trials of the sweep: all of them once,
 * then all of them again. Empty as long as a result is missing.
 */
export function resolveTop(
  search: Search,
  { size, candidates }: TopChoice,
  planned: readonly PlannedTrial[],
  resultOf: (trial: PlannedTrial) => TrialResult | undefined,
): PlannedTrial[] {
  const results = new Map(planned.map((trial) => [positionId(trial), resultOf(trial)]));
  if ([...results.values()].includes(undefined)) return [];
  const judged = candidates.flatMap(({ from, to }) => {
    const evaluations = from.flatMap((position) => results.get(positionId(position)) ?? []);
    const [first] = evaluations;
    return first === undefined || evaluations.length < from.length ? [] : [{ params: first.params, evaluations, to }];
  });
  const chosen = chooseTop(judged, size, search).flatMap((index) => judged[index] ?? []);
  return (chosen[0]?.to ?? []).flatMap((_, key) =>
    chosen.map(({ to, params }) => planSlot(search, to[key] as Slot, params)),
  );
}
