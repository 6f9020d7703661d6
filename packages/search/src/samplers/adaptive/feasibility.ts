import type { Losses } from '../../pareto/dominance.js';
import type { Observation } from './adaptiveSampler.js';

/** The losses of a trial, of which there is one where there are neither several goals nor constraints; undefined if some are not known. */
export function lossesOf({ loss, losses = [loss] }: Observation): Losses | undefined {
  return losses.every((one) => one < Infinity) ? losses : undefined;
}

/** True if the losses of a trial are known, and it satisfies all constraints on results. */
export const isFeasible = (observation: Observation): boolean =>
  lossesOf(observation) !== undefined && (observation.violations ?? []).every((violation) => violation <= 0);

/** The unit of a constraint is its largest violation among the first few, so that it soon stays the same. */
const measuredBy = 10;

/**
 * Returns how much each trial violates all constraints together, each constraint in a unit of its own: 0 if it satisfies them,
 * and Infinity if its losses are not known. When the history grows, the sums of earlier trials stay, once each constraint was
 * violated a few times.
 */
export function totalViolations(history: readonly Observation[]): readonly number[] {
  const count = Math.max(0, ...history.map(({ violations = [] }) => violations.length));
  const units = Array.from({ length: count }, (_, constraint) => {
    const sizes = history.map(({ violations = [] }) => violations[constraint] ?? 0);
    return Math.max(...sizes.filter((size) => size > 0 && size < Infinity).slice(0, measuredBy));
  });
  return history.map((observation) =>
    lossesOf(observation) === undefined
      ? Infinity
      : (observation.violations ?? []).reduce((sum, size, constraint) => sum + shareOf(size, units[constraint]), 0),
  );
}

/** A violation in its unit; one that is not a number is as bad as can be. */
function shareOf(size: number, unit = 1): number {
  if (size <= 0) return 0;
  return size < Infinity ? size / unit : Infinity;
}
