import { canonicalJson, type JsonObject } from '@nx-tune/search';

import { type ComparedBy, configurationLoss, type EvaluationResult } from '../trial/configurationLoss.js';

/** A configuration with the results by which it is judged. */
export interface JudgedConfiguration {
  readonly params: JsonObject;
  readonly evaluations: readonly EvaluationResult[];
}

/**
 * Chooses the best `size` configurations, as indices in their order. Of equals the earlier is better; one of which an evaluation
 * has not completed is never chosen, nor params that are chosen already.
 */
export function chooseTop(configurations: readonly JudgedConfiguration[], size: number, by: ComparedBy): number[] {
  const losses = configurations.map(({ evaluations }) => configurationLoss(evaluations, by));
  const order = losses
    .map((_, index) => index)
    .filter((index) => (losses[index] ?? Infinity) < Infinity)
    .toSorted((a, b) => (losses[a] ?? 0) - (losses[b] ?? 0) || a - b);
  const chosen = new Map<string, number>();
  for (const index of order) {
    const key = canonicalJson(configurations[index]?.params ?? {});
    if (chosen.size < size && !chosen.has(key)) chosen.set(key, index);
  }
  return [...chosen.values()].toSorted((a, b) => a - b);
}
