import { canonicalJson, type JsonObject } from '@nx-tune/search';

import { type ComparedBy, type EvaluationResult, judgeConfiguration } from '../trial/configurationLoss.js';
import { bestFirst } from './bestFirst.js';

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
  const order = bestFirst(configurations.map(({ evaluations }) => judgeConfiguration(evaluations, by)));
  const chosen = new Map<string, number>();
  for (const index of order) {
    const key = canonicalJson(configurations[index]?.params ?? {});
    if (chosen.size < size && !chosen.has(key)) chosen.set(key, index);
  }
  return [...chosen.values()].toSorted((a, b) => a - b);
}
