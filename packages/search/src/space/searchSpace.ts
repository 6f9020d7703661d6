import type { JsonObject } from '../core/json.js';
import { type Axis, createAxes } from './axis.js';
import type { Space } from './distribution.js';
import { createGrid } from './grid.js';
import { activity, buildParams, pickValues } from './params.js';
import { allows, type Restrictions } from './restrictions.js';
import { valuesOf } from './valuesOf.js';

/** The points of a space that may be tried, as adaptive samplers see them. */
export interface SearchSpace {
  readonly axes: readonly Axis[];
  /** The params at coordinates, one per axis. They may be params that are not allowed. */
  paramsAt(point: readonly (number | undefined)[]): JsonObject;
  isAllowed(params: JsonObject): boolean;
  /** The coordinates of params, which are coarser than those that were drawn; none for a parameter that is not active. */
  pointOf(params: JsonObject): readonly (number | undefined)[];
  /** The allowed points of a finite space, in the grid's order; nothing for an endless one. */
  grid(): Iterable<JsonObject>;
}

export function createSearchSpace(space: Space, restrictions: Restrictions): SearchSpace {
  const axes = createAxes(space);
  const indices = new Map(space.map(({ label }, index) => [label, index]));
  const isAllowed = allows(restrictions);
  return {
    axes,
    isAllowed,
    paramsAt: (point) => {
      const values = space.map(({ distribution }) => (distribution.kind === 'constant' ? distribution.value : null));
      axes.forEach((axis, index) => (values[indices.get(axis.label) ?? 0] = axis.valueAt(point[index] ?? 0)));
      return buildParams(space, values);
    },
    pointOf: (params) => {
      const values = valuesOf(space, params);
      const isActive = activity(space, pickValues(space, values));
      return axes.map((axis) => {
        const index = indices.get(axis.label) ?? 0;
        return isActive(index) ? (axis.coordinateOf(values[index] ?? null) ?? 0) : undefined;
      });
    },
    grid: () => allowedGrid(space, restrictions),
  };
}

/** Lists the allowed points of a finite space, in the grid's order, until `mostLooks` others were looked at. */
export function* allowedGrid(space: Space, restrictions: Restrictions): Generator<JsonObject> {
  const grid = createGrid(space);
  if ('endless' in grid) return;
  const isAllowed = allows(restrictions);
  let excluded = 0;
  for (const values of grid.points()) {
    const params = buildParams(space, values);
    if (isAllowed(params)) yield params;
    else if (++excluded > mostLooks) return;
  }
}

/** The largest number of excluded points of a grid that are looked at to find the allowed ones. */
export const mostLooks = 100_000;
