import type { Json } from '../json.js';
import { canonicalJson } from '../trial/canonicalJson.js';
import type { Space } from './distribution.js';
import type { Axis, Grid } from './grid.js';

/** More states than this are not counted: then the grid is larger than any that could run. */
const mostStates = 100_000;

/** What is known of the parameters that others look at: their values as canonical JSON, or that they are not active. */
type State = ReadonlyMap<string, string | undefined>;

/**
 * All points of nested loops over the axes, where a parameter that is not active has no loop. A parameter stands behind those
 * that it looks at, otherwise in the space's order. Points are counted by what conditions look at alone, and never listed.
 */
export function createTree(space: Space, axes: readonly Axis[]): Grid {
  const order = inOrder(space);
  const controllers = new Set(space.flatMap(({ when = [] }) => when.map(({ label }) => label)));
  const counts = new Map<string, number>();
  const isActive = (depth: number, state: State): boolean =>
    (space[order[depth] ?? 0]?.when ?? []).every(({ label, values }) => values.includes(state.get(label) ?? ''));
  const labelAt = (depth: number): string => space[order[depth] ?? 0]?.label ?? '';
  const axisAt = (depth: number): Axis => axes[order[depth] ?? 0] as Axis;
  const after = (depth: number, state: State, value: string | undefined): State =>
    controllers.has(labelAt(depth)) ? new Map([...state, [labelAt(depth), value]]) : state;

  /** How many points the loops from `depth` on have. */
  const count = (depth: number, state: State): number => {
    if (depth === order.length) return 1;
    const key = `${depth} ${JSON.stringify([...state])}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    if (counts.size > mostStates) return Infinity;
    const size = countBelow(depth, state);
    counts.set(key, size);
    return size;
  };
  const countBelow = (depth: number, state: State): number => {
    if (!isActive(depth, state)) return count(depth + 1, after(depth, state, undefined));
    const axis = axisAt(depth);
    if (!controllers.has(labelAt(depth))) return axis.size * count(depth + 1, state);
    let sum = 0;
    for (let digit = 0; digit < axis.size; digit++)
      sum += count(depth + 1, after(depth, state, canonicalJson(axis.at(digit))));
    return sum;
  };

  const point = (index: number): readonly Json[] => {
    const values: Json[] = space.map(() => null);
    let [rest, state]: [number, State] = [index, new Map()];
    for (let depth = 0; depth < order.length; depth++) {
      if (!isActive(depth, state)) {
        state = after(depth, state, undefined);
        continue;
      }
      const axis = axisAt(depth);
      let digit = 0;
      if (controllers.has(labelAt(depth))) {
        const below = (at: number): number => count(depth + 1, after(depth, state, canonicalJson(axis.at(at))));
        for (let size = below(0); rest >= size && digit < axis.size - 1; size = below(digit)) {
          rest -= size;
          digit++;
        }
      } else {
        const size = count(depth + 1, state);
        digit = Math.floor(rest / size);
        rest %= size;
      }
      const value = axis.at(digit);
      values[order[depth] ?? 0] = value;
      state = after(depth, state, canonicalJson(value));
    }
    return values;
  };
  return { size: count(0, new Map()), point };
}

/** Indices of parameters, each behind those that it looks at. */
function inOrder(space: Space): readonly number[] {
  const indices = new Map(space.map(({ label }, index) => [label, index]));
  const order = new Set<number>();
  const visit = (index: number): void => {
    if (order.has(index)) return;
    for (const { label } of space[index]?.when ?? []) visit(indices.get(label) ?? 0);
    order.add(index);
  };
  space.forEach((_, index) => visit(index));
  return [...order];
}
