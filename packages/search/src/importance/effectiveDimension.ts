import { firstThat } from './firstThat.js';
import { measureFit } from './importance.js';
import type { ImportanceAxis } from './importanceAxis.js';

/** The share of the R² of all axes that is enough. */
const enough = 0.9;

/**
 * The number of parameters that matter: with that many of them, in the order given, a forest predicts trials that it has not seen
 * nearly as well as with all, by an R² of at least 90 % of theirs. This is the dimension in the truncation sense of Caflisch,
 * Morokoff and Owen (1997), with the forest in place of the function; Bergstra and Bengio (2012), section 4, show that few
 * parameters matter in most searches, and which ones differs from one data set to the next.
 *
 * @param fit R² with all axes, from `measureImportance`.
 */
export function effectiveDimension(
  axes: readonly ImportanceAxis[],
  values: readonly number[],
  fit: number,
  order: readonly number[],
): number {
  return firstThat(1, axes.length, (count) => {
    const chosen = order.slice(0, count).flatMap((index) => axes[index] ?? []);
    return measureFit(chosen, values) >= enough * fit;
  });
}
