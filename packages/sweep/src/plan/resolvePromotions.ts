import { canonicalJson, digest } from '@nx-tune/search';

import type { Bracket, Rung } from '../model/ladder.js';
import type { BudgetAmount } from '../trial/budget.js';
import type { Metric } from '../trial/metric.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import { type Position, positionId } from '../trial/position.js';
import type { CostedResult } from '../trial/cost.js';
import { trialId } from '../trial/trial.js';
import { judgeRung } from './judgeRung.js';

/** The step from one rung of a bracket to the next. */
export interface Promotion {
  /** Digest of the positions that it judges and of how it judges them: equal promotions are one task. */
  readonly id: string;
  /** The next rung. */
  readonly rung: Rung;
  /** Each position of the rung below, and the one that continues it if it is promoted. */
  readonly pairs: readonly { readonly from: Position; readonly to: Position }[];
}

/** A trial that was started or continued, and its result as far as it is known. */
export interface ResolvedTrial {
  readonly trial: PlannedTrial;
  readonly result: CostedResult | undefined;
}

/** The rules by which rungs are judged, and for which sweeps. */
interface Judging {
  readonly metric: Metric;
  readonly variant?: string;
}

/** Creates the promotions of a bracket. `at` makes each position of the next rung from the one below it. */
export function createPromotions(
  { rungs }: Bracket,
  started: readonly Position[],
  { metric, variant }: Judging,
  at: (from: Position, rung: Rung, index: number, promotedBy: string) => Position,
): Promotion[] {
  const promotions: Promotion[] = [];
  let below = started;
  for (const [index, rung] of rungs.entries()) {
    if (index === 0) continue;
    const ids = below.map((place) => place.id);
    const id = digest(canonicalJson({ ids, rung: { ...rung }, metric: { ...metric }, variant }), 12);
    const pairs = below.map((from) => ({ from, to: at(from, rung, index, id) }));
    promotions.push({ id, rung, pairs });
    below = pairs.map(({ to }) => to);
  }
  return promotions;
}

/** The definition of the trial that continues another with a larger budget. */
export const continued = (
  { definition, id }: PlannedTrial,
  unit: string,
  budget: BudgetAmount,
): PlannedTrial['definition'] => ({
  ...definition,
  budget: { [unit]: budget },
  continues: id,
});

/**
 * The trials that were started and those that continue them, as far as it follows from results. A rung is judged when all
 * of its trials have results.
 */
export function resolvePromotions(
  started: readonly PlannedTrial[],
  promotions: readonly Promotion[],
  { metric, unit }: { readonly metric: Metric; readonly unit: string },
  resultOf: (trial: PlannedTrial) => CostedResult | undefined,
): ResolvedTrial[] {
  const known = new Map<string, ResolvedTrial>();
  const add = (place: string, trial: PlannedTrial): void => void known.set(place, { trial, result: resultOf(trial) });
  for (const trial of started) add(positionId(trial), trial);
  for (const { rung, pairs } of promotions) {
    const judged = pairs.flatMap(({ from, to }) => {
      const below = known.get(from.id);
      return below === undefined ? [] : [{ ...below, to }];
    });
    const results = judged.flatMap(({ result }) => result ?? []);
    if (results.length < judged.length) continue;
    for (const index of judgeRung(results, rung.size, metric)) {
      const { trial, to } = judged[index] as (typeof judged)[number];
      add(to.id, promotedTrial(trial, to, unit, rung.budget));
    }
  }
  return [...known.values()];
}

function promotedTrial(below: PlannedTrial, to: Position, unit: string, budget: BudgetAmount): PlannedTrial {
  if ('definition' in to) return to;
  const definition = continued(below, unit, budget);
  return { definition, id: trialId(definition), name: to.name, slot: to };
}
