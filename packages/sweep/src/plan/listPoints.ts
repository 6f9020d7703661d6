import {
  buildParams,
  canonicalJson,
  createQuantile,
  isFree,
  type JsonObject,
  type Parameter,
  unitSamplers,
} from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { countTrials } from './countTrials.js';
import type { TrialSpace } from './trialSpace.js';

/** The params of all trials of a method that knows them in advance: no two are equal, and their order is fixed. */
export const listPoints = (sweep: Sweep, space: TrialSpace): JsonObject[] =>
  sweep.method === 'grid' && sweep.points === undefined ? gridPoints(sweep, space) : listedPoints(sweep, space);

function gridPoints(sweep: Sweep, space: TrialSpace): JsonObject[] {
  const wanted = countTrials(sweep, space);
  if (sweep.space.every(isDistinct)) return firstOf(space.grid(), wanted);
  const found = new Map<string, JsonObject>();
  for (const params of space.grid()) {
    if (found.size === wanted) break;
    found.set(canonicalJson(params), params);
  }
  return [...found.values()];
}

/**
 * True if no two points of a grid that differ in this parameter are equal. Steps may be rounded to the same value, and
 * alternatives may have points in common.
 */
const isDistinct = ({ path, picks, distribution: { kind } }: Parameter): boolean =>
  path.length > 0 && picks === undefined && (kind === 'constant' || kind === 'categorical' || kind === 'int_uniform');

function firstOf(points: Iterable<JsonObject>, count: number): JsonObject[] {
  const first: JsonObject[] = [];
  for (const params of points) {
    if (first.length === count) break;
    first.push(params);
  }
  return first;
}

/**
 * After this many points that repeat earlier ones, in a row or in all, what is left of a finite space is taken in the grid's
 * order. Neither depends on `run_cap`.
 */
const patience = { inARow: 1000, inAll: 10_000 };

/** The user's points, then the first of the method's own that are none of them. */
function listedPoints(sweep: Sweep, space: TrialSpace): JsonObject[] {
  const wanted = countTrials(sweep, space);
  const given = new Map(space.points.slice(0, wanted).map((params) => [canonicalJson(params), params]));
  const listed = [...given.values()];
  const own = distinctPoints(sweep, space);
  while (listed.length < wanted) {
    const next = own.next();
    if (next.done === true) break;
    const [key, params] = next.value;
    if (!given.has(key)) listed.push(params);
  }
  return listed;
}

/**
 * The distinct points of a method's own sequence, with their texts. A point that repeats an earlier one is passed over, so
 * that neither a larger `run_cap` nor another point of the user's changes what was passed over before.
 */
function* distinctPoints(sweep: Sweep, space: TrialSpace): Generator<readonly [key: string, params: JsonObject]> {
  const isLhs = sweep.method === 'lhs';
  const seen = new Set<string>();
  let [inARow, inAll] = [0, 0];
  for (const params of sweep.method === 'grid' ? [] : drawnPoints(sweep, space)) {
    const key = canonicalJson(params);
    const isNew = !seen.has(key) && space.isAllowed(params);
    [inARow, inAll] = isNew ? [0, inAll] : [inARow + 1, inAll + 1];
    if (!isLhs && (inARow >= patience.inARow || inAll > patience.inAll)) break;
    if (!isNew) continue;
    seen.add(key);
    yield [key, params];
  }
  for (const params of isLhs ? [] : space.grid()) {
    const key = canonicalJson(params);
    if (!seen.has(key)) yield [key, params];
  }
}

/** The method's sequence as it comes: without end, but for a Latin hypercube. */
function* drawnPoints(sweep: Sweep, space: TrialSpace): Generator<JsonObject> {
  const pointAt = createSequence(sweep);
  const last = sweep.method === 'lhs' ? countTrials(sweep, space) : Infinity;
  for (let index = 0; index < last; index++) yield pointAt(index);
}

function createSequence(sweep: Sweep): (index: number) => JsonObject {
  const free = sweep.space.filter(isFree);
  const labels = free.map(({ label }) => label);
  const axes = sweep.space.map((parameter) => ({
    quantile: createQuantile(parameter.distribution),
    dimension: free.indexOf(parameter),
  }));
  const { sample } = unitSamplers[sweep.method as keyof typeof unitSamplers];
  return (index) => {
    const coordinates = sample({ labels, seed: sweep.seed, index, count: sweep.runCap ?? 0 });
    return buildParams(
      sweep.space,
      axes.map(({ quantile, dimension }) => quantile(coordinates[dimension] ?? 0)),
    );
  };
}

/** The number of draws after which a space that cannot be listed is considered empty. */
const mostDraws = 10_000;

/** Returns whether "exclude" and "constraints" leave nothing, as far as random draws can show. */
export function isEmpty(sweep: Sweep, space: TrialSpace): boolean {
  if (sweep.exclude === undefined && sweep.constraints === undefined) return false;
  const pointAt = createSequence({ ...sweep, method: 'random' });
  for (let index = 0; index < mostDraws; index++) if (space.isAllowed(pointAt(index))) return false;
  return space.grid()[Symbol.iterator]().next().done === true;
}
