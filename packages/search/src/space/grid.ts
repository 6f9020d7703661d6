import type { Json } from '../json.js';
import { canonicalJson } from '../trial/canonicalJson.js';
import type { Parameter, Space } from './distribution.js';
import { createTree } from './gridTree.js';
import { factors, multiple, support } from './quantile.js';

/** The values of one axis, by index; counted without being listed. */
export interface Axis {
  readonly size: number;
  at(index: number): Json;
}

/** All points of a space, in a fixed order: that of nested loops, the last parameter changing fastest. */
export interface Grid {
  readonly size: number;
  /** The values of the point at an index, one per parameter in the space's order. */
  point(index: number): readonly Json[];
}

/** The grid of a space, or the parameters that have no finite number of values. */
export function createGrid(space: Space): Grid | { readonly endless: readonly Parameter[] } {
  const axes = space.map(createAxis);
  const endless = space.filter((_, index) => axes[index] === undefined);
  if (endless.length > 0) return { endless };
  return createTree(
    space,
    axes.filter((axis) => axis !== undefined),
  );
}

function createAxis({ distribution, picks }: Parameter): Axis | undefined {
  if (picks !== undefined) return { size: 1, at: () => null };
  switch (distribution.kind) {
    case 'constant':
      return { size: 1, at: () => distribution.value };
    case 'categorical':
      return listed(distribution.values);
    case 'int_uniform':
      return { size: distribution.max - distribution.min + 1, at: (index) => distribution.min + index };
    case 'q_uniform':
    case 'q_log_uniform':
    case 'q_log_uniform_values':
      return stepped(distribution);
    default:
      return undefined;
  }
}

/** A value that is listed twice is one point. */
function listed(values: readonly Json[]): Axis {
  const unique = [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
  return { size: unique.length, at: (index) => unique[index] ?? null };
}

function stepped(distribution: {
  readonly kind: string;
  readonly min: number;
  readonly max: number;
  readonly q: number;
}): Axis {
  const [low, high] = support(distribution);
  const [first, last] = factors(distribution.q, low, high);
  return { size: last - first + 1, at: (index) => multiple(first + index, distribution.q) };
}
