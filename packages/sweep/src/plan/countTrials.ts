import {
  allowedGrid,
  canonicalJson,
  completePoints,
  createGrid,
  mostLooks,
  type Parameter,
  type Space,
  unionLabel,
} from '@nx-tune/search';

import { createBrackets } from '../model/ladder.js';
import type { Sweep } from '../model/sweep.js';

/** Brackets of Hyperband may start the same configuration with different budgets. */
export const countStarts = (sweep: Sweep): number =>
  sweep.ladder?.type === 'hyperband' ? (sweep.runCap ?? 0) : countTrials(sweep);

/** How many tasks: a trial that waits for a promotion is one, whether or not it is promoted. */
export function countTasks(sweep: Sweep): number {
  const starts = countStarts(sweep);
  if (sweep.ladder === undefined || starts > sweep.maxTrials) return starts;
  return createBrackets(sweep.ladder, starts).reduce((sum, { rungs }) => sum + rungs.length * (rungs[0]?.size ?? 0), 0);
}

/** How many trials the sweep asks for, computed and not listed. A Latin hypercube has all its points, then drops equals. */
export function countTrials(sweep: Sweep): number {
  if (sweep.method === 'lhs') return sweep.runCap ?? Infinity;
  const size = countAllowed(sweep) - countPassedOver(sweep);
  return Math.min(size, sweep.runCap ?? Infinity);
}

/** How many points a finite space has: computed, unless one has to look at each of them to know whether it is allowed. */
function countAllowed(sweep: Sweep): number {
  const { space, exclude, constraints } = sweep;
  const grid = createGrid(space);
  if ('endless' in grid) return Infinity;
  const isPlain = exclude === undefined && constraints === undefined && !space.some(isUnion);
  if (isPlain || grid.size > mostLooks) return grid.size;
  const before = counted.get(space);
  if (before !== undefined && before.exclude === exclude && before.constraints === constraints) return before.count;
  const count = new Set([...allowedGrid(space, sweep)].map(canonicalJson)).size;
  counted.set(space, { exclude, constraints, count });
  return count;
}

/** To look at all points takes time, and is asked for more than once. */
const counted = new WeakMap<
  Space,
  { readonly exclude: Sweep['exclude']; readonly constraints: Sweep['constraints']; readonly count: number }
>();

/** Alternatives may have points in common. */
const isUnion = ({ label }: Parameter): boolean => label === unionLabel;

/** What other sweeps know is not proposed; the user's points are tried in any case. */
function countPassedOver(sweep: Sweep): number {
  const known = new Set((sweep.known?.results ?? []).map(({ params }) => canonicalJson(params)));
  for (const point of completePoints(sweep)) known.delete(canonicalJson(point));
  return known.size;
}
