import {
  canonicalJson,
  completePoints,
  createGrid,
  createSearchSpace,
  defined,
  type JsonObject,
  mostLooks,
  type Parameter,
  type SearchSpace,
  unionLabel,
} from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';

/** The points that the trials of a sweep may have: worked out once, for everything that expands the sweep. */
export interface TrialSpace extends Pick<SearchSpace, 'isAllowed' | 'grid'> {
  /** Counts the allowed points: Infinity in an endless space. Computed at the first call, then remembered. */
  size(): number;
  /** The user's points that are allowed, with a value for what they leave open. */
  readonly points: readonly JsonObject[];
  /** The number of the user's points that are not allowed. */
  readonly excludedPoints: number;
}

/** The parts of a sweep that its points follow from. */
type Given = Pick<Sweep, 'space' | 'exclude' | 'constraints' | 'seed' | 'points'>;

export function createTrialSpace(sweep: Given): TrialSpace {
  const { space, seed, points } = sweep;
  const search = createSearchSpace(space, sweep);
  const given = completePoints(defined({ space, seed, points }));
  const allowed = given.filter((params) => search.isAllowed(params));
  let size: number | undefined;
  return {
    isAllowed: (params) => search.isAllowed(params),
    grid: () => search.grid(),
    size: () => (size ??= countAllowed(sweep, search.grid())),
    points: allowed,
    excludedPoints: given.length - allowed.length,
  };
}

/** Computed, unless each point has to be looked at to know whether it is allowed. */
function countAllowed({ space, exclude, constraints }: Given, points: Iterable<JsonObject>): number {
  const grid = createGrid(space);
  if ('endless' in grid) return Infinity;
  const isPlain = exclude === undefined && constraints === undefined && !space.some(isUnion);
  if (isPlain || grid.size > mostLooks) return grid.size;
  return new Set([...points].map((params) => canonicalJson(params))).size;
}

/** Alternatives may have points in common. */
const isUnion = ({ label }: Parameter): boolean => label === unionLabel;
