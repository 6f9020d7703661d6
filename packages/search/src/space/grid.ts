import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import { controlOrder } from './controlOrder.js';
import { countPoints } from './countPoints.js';
import type { Parameter, Space } from './distribution.js';
import { activity, pickValues } from './params.js';
import { possibleOf } from './possibleValue.js';
import { multiple, stepsOf } from './quantile.js';

/** The values of one axis by index, counted without being listed. */
export interface GridAxis {
  readonly size: number;
  at(index: number): Json;
}

/**
 * All points of a space in a fixed order, that of nested loops in which the last parameter changes fastest and a parameter
 * that is not active has no loop. Each parameter's loop is inside the loops of those that its conditions name.
 */
export interface Grid {
  /** The number of points, counted without listing them; Infinity if conditions are too entangled to count. */
  readonly size: number;
  /** The values of each point, one per parameter in the space's order. */
  points(): Iterable<readonly Json[]>;
}

/** The grid of a space, or the parameters that have no finite number of values. */
export function createGrid(space: Space): Grid | { readonly endless: readonly Parameter[] } {
  const axes = space.map(createAxis);
  const endless = space.filter((_, index) => axes[index] === undefined);
  if (endless.length > 0) return { endless };
  const finite = axes.filter((axis) => axis !== undefined);
  const sizes = finite.map(({ size }) => size);
  return { size: countPoints(space, sizes), points: () => pointsOf(space, finite) };
}

/** Counts in digits, one for each parameter, the innermost loop's being the lowest. An inactive parameter's stays at 0. */
function* pointsOf(space: Space, axes: readonly GridAxis[]): Generator<readonly Json[]> {
  const digits = axes.map(() => 0);
  const order = controlOrder(space);
  let values: readonly Json[] = axes.map((axis) => axis.at(0));
  for (;;) {
    yield values;
    const isActive = activity(space, pickValues(space, values));
    let place = order.length - 1;
    while (place >= 0 && !mayRise(order[place] ?? 0)) place--;
    if (place < 0) return;
    const next = [...values];
    for (let from = place; from < order.length; from++) {
      const index = order[from] ?? 0;
      digits[index] = from === place ? (digits[index] ?? 0) + 1 : 0;
      next[index] = axes[index]?.at(digits[index] ?? 0) ?? null;
    }
    values = next;

    function mayRise(index: number): boolean {
      return (digits[index] ?? 0) + 1 < (axes[index]?.size ?? 0) && isActive(index);
    }
  }
}

function createAxis({ distribution, picks }: Parameter): GridAxis | undefined {
  if (picks !== undefined) return { size: 1, at: () => null };
  switch (distribution.kind) {
    case 'constant':
      return { size: 1, at: () => distribution.value };
    case 'categorical':
      return listed(possibleOf(distribution));
    case 'int_uniform':
      return { size: distribution.max - distribution.min + 1, at: (index) => distribution.min + index };
    case 'q_uniform':
    case 'q_log_uniform':
    case 'q_log_uniform_values':
    case 'q_beta':
      return stepped(distribution.q, stepsOf(distribution));
    default:
      return undefined;
  }
}

/** A value that is listed twice gives one point. */
function listed(values: readonly Json[]): GridAxis {
  const unique = [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
  return { size: unique.length, at: (index) => unique[index] ?? null };
}

const stepped = (q: number, [first, last]: readonly [number, number]): GridAxis => ({
  size: last - first + 1,
  at: (index) => multiple(first + index, q),
});
