import { describeChoice } from './adaptive/bayes.js';
import { createSlots, type Slot } from './adaptive/slots.js';
import { defineTrial } from './defineTrial.js';
import type { JsonObject } from './json.js';
import type { PlannedTrial } from './plannedTrial.js';
import type { Promotion } from './rungs/climb.js';
import { expandRungs } from './rungs/expandRungs.js';
import { createBrackets, type Ladder } from './rungs/ladder.js';
import { samplers } from './samplers/samplers.js';
import { completePoints } from './space/completePoints.js';
import type { Parameter } from './space/distribution.js';
import { createGrid } from './space/grid.js';
import { buildParams } from './space/params.js';
import { createQuantile } from './space/quantile.js';
import { allows } from './space/restrictions.js';
import { allowedGrid, mostLooks } from './space/searchSpace.js';
import { unionLabel } from './space/selectors.js';
import type { Sweep } from './sweep/sweep.js';
import { isAdaptive } from './sweep/sweepFile.js';
import { canonicalJson } from './trial/canonicalJson.js';
import { trialId, trialName } from './trial/trial.js';

/** A mistake that shows only when the sweep is expanded. */
export interface ExpansionProblem {
  readonly path: string;
  readonly rule: string;
  readonly found: string;
  readonly remedy: string;
}

export type Expansion =
  | {
      readonly ok: true;
      /** None, where a method proposes them by and by. */
      readonly trials: readonly PlannedTrial[];
      /** Places of trials that are proposed by and by. */
      readonly slots: readonly Slot[];
      /** What decides which of those trials go on that are stopped early. */
      readonly promotions: readonly Promotion[];
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problem: ExpansionProblem };

/** The trials of a sweep whose params are known in advance: no two are equal, and their order is fixed. */
export function expandSweep(sweep: Sweep): Expansion {
  const problem = checkSize(sweep) ?? checkDimensions(sweep);
  if (problem !== undefined) return { ok: false, problem };
  if (isAdaptive(sweep.method)) return expandSlots(sweep);
  if (sweep.ladder !== undefined) return climbing(sweep, sweep.ladder);
  const points = pointsOf(sweep);
  if (points.length === 0) return { ok: false, problem: nothingAllowed };
  const short = sweep.method !== 'grid' && points.length < (sweep.runCap ?? 0);
  const notices = [
    ...(short
      ? [`${count(points.length)} different trials instead of ${count(sweep.runCap ?? 0)}: ${whyFewer(sweep)}`]
      : []),
    ...untriedNotice(sweep),
  ];
  return { ok: true, trials: points.map((params) => plan(sweep, params)), slots: [], promotions: [], notices };
}

const pointsOf = (sweep: Sweep): JsonObject[] =>
  sweep.method === 'grid' && sweep.points === undefined ? gridPoints(sweep) : listedPoints(sweep);

/** The user's points start where the budget is least: in brackets of the sweep's own seed. */
function climbing(sweep: Sweep, ladder: Ladder): Expansion {
  const { points: _, ...others } = sweep;
  const expanded = expandRungs(sweep, ladder, countStarts(sweep), (seed, runCap) =>
    pointsOf({ ...(seed === sweep.seed ? sweep : others), seed, runCap }),
  );
  return { ok: true, ...expanded, slots: [], notices: [] };
}

/** Brackets of Hyperband may start the same configuration with different budgets. */
const countStarts = (sweep: Sweep): number =>
  sweep.ladder?.type === 'hyperband' ? (sweep.runCap ?? 0) : countTrials(sweep);

/** How many tasks: a trial that waits for a promotion is one, whether or not it is promoted. */
function countTasks(sweep: Sweep): number {
  const starts = countStarts(sweep);
  if (sweep.ladder === undefined || starts > sweep.maxTrials) return starts;
  return createBrackets(sweep.ladder, starts).reduce((sum, { rungs }) => sum + rungs.length * (rungs[0]?.size ?? 0), 0);
}

function expandSlots(sweep: Sweep): Expansion {
  const wanted = countTrials(sweep);
  if (isEmpty(sweep)) return { ok: false, problem: nothingAllowed };
  if (wanted === 0) return { ok: false, problem: allKnown };
  const more = sweep.known === undefined ? '' : ' that are not known';
  const notices = [
    ...(sweep.method === 'bayes' ? [describeChoice(sweep)] : []),
    ...(wanted < (sweep.runCap ?? 0)
      ? [`${count(wanted)} different trials instead of ${count(sweep.runCap ?? 0)}: the space has no more${more}`]
      : []),
    ...untriedNotice(sweep),
  ];
  return { ok: true, trials: [], ...createSlots(sweep, wanted), notices };
}

/** So many points are drawn before a space that cannot be listed is held to be empty. */
const mostDraws = 10_000;

/** Whether "exclude" and "constraints" leave nothing, as far as chance can tell. */
function isEmpty(sweep: Sweep): boolean {
  if (sweep.exclude === undefined && sweep.constraints === undefined) return false;
  const isAllowed = allows(sweep);
  const pointAt = createSequence({ ...sweep, method: 'random' });
  for (let index = 0; index < mostDraws; index++) if (isAllowed(pointAt(index))) return false;
  return allowedGrid(sweep.space, sweep).next().done === true;
}

const nothingAllowed: ExpansionProblem = {
  path: 'parameters',
  rule: 'a sweep needs a point that "exclude" and "constraints" allow',
  found: 'none was found',
  remedy: 'Loosen them, or widen the space.',
};

/** Every point of the space has a result already. */
const allKnown: ExpansionProblem = {
  path: 'from',
  rule: 'a sweep needs a point that is not known yet',
  found: 'the results under "from" are those of the whole space',
  remedy: 'Widen the space, remove "from", or name what is to be tried again under "points".',
};

/** A `run_cap` counts the user's points, too. */
function untriedNotice(sweep: Sweep): string[] {
  const points = completePoints(sweep).length;
  const untried = points - Math.min(points, sweep.runCap ?? Infinity);
  return untried > 0 ? [`${untried} of ${points} points are not tried: "run_cap" is ${sweep.runCap}`] : [];
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
  return new Set([...allowedGrid(space, sweep)].map(canonicalJson)).size;
}

/** Alternatives may have points in common. */
const isUnion = ({ label }: Parameter): boolean => label === unionLabel;

/** What other sweeps know is not proposed; the user's points are tried in any case. */
function countPassedOver(sweep: Sweep): number {
  const known = new Set((sweep.known?.results ?? []).map(({ params }) => canonicalJson(params)));
  for (const point of completePoints(sweep)) known.delete(canonicalJson(point));
  return known.size;
}

function checkSize(sweep: Sweep): ExpansionProblem | undefined {
  const grid = createGrid(sweep.space);
  if (sweep.method === 'grid' && 'endless' in grid) return endlessGrid(grid.endless[0]?.label ?? '');
  const isRestricted = sweep.exclude !== undefined || sweep.constraints !== undefined;
  if (sweep.method === 'grid' && isRestricted && 'size' in grid && grid.size > mostLooks)
    return tooManyToLookAt(grid.size);
  const size = countTasks(sweep);
  if (size <= sweep.maxTrials) return undefined;
  const raise = size <= 1_000_000 ? `, or raise the limit with "max_trials: ${size}"` : '';
  const remedy = `Take fewer values, or a sample with "method: sobol" and a "run_cap"${raise}.`;
  return {
    path: '',
    rule: `a sweep has at most ${count(sweep.maxTrials)} trials`,
    found: `this one has ${count(size)}`,
    remedy,
  };
}

const tooManyToLookAt = (size: number): ExpansionProblem => ({
  path: 'parameters',
  rule: `a grid with "exclude" or "constraints" has at most ${count(mostLooks)} points before these`,
  found: `this one has ${count(size)}`,
  remedy: 'Take fewer values, or a sample with "method: sobol" and a "run_cap".',
});

const endlessGrid = (label: string): ExpansionProblem => ({
  path: `parameters.${label}`,
  rule: 'a grid needs a finite number of values for each parameter',
  found: `${label} is continuous`,
  remedy: 'List its "values", give a step with "distribution: q_uniform" and "q", or use "method: sobol".',
});

const isFree = ({ distribution, picks }: Parameter): boolean => distribution.kind !== 'constant' && picks === undefined;

function checkDimensions(sweep: Sweep): ExpansionProblem | undefined {
  const free = sweep.space.filter(isFree).length;
  const most = sweep.method === 'grid' || isAdaptive(sweep.method) ? Infinity : samplers[sweep.method].maxDimensions;
  if (free <= most) return undefined;
  return {
    path: 'method',
    rule: `${sweep.method} has at most ${most} parameters`,
    found: `there are ${free}`,
    remedy: 'Use "method: random".',
  };
}

function gridPoints(sweep: Sweep): JsonObject[] {
  const found = new Map<string, JsonObject>();
  const wanted = countTrials(sweep);
  for (const params of allowedGrid(sweep.space, sweep)) {
    if (found.size === wanted) break;
    found.set(canonicalJson(params), params);
  }
  return [...found.values()];
}

/**
 * After so many points that were there before, in a row or in all, what is left of a finite space is taken in the grid's
 * order. Neither depends on `run_cap`.
 */
const patience = { inARow: 1000, inAll: 10_000 };

/** The user's points, then the first of the method's own that are none of them. */
function listedPoints(sweep: Sweep): JsonObject[] {
  const wanted = countTrials(sweep);
  const found = new Map<string, JsonObject>();
  for (const params of completePoints(sweep).slice(0, wanted)) found.set(canonicalJson(params), params);
  const own = distinctPoints(sweep);
  while (found.size < wanted) {
    const next = own.next();
    if (next.done === true) break;
    const [key, params] = next.value;
    if (!found.has(key)) found.set(key, params);
  }
  return [...found.values()];
}

/**
 * The distinct points of a method's own sequence, with their texts. A point that repeats an earlier one is passed over, so
 * that neither a larger `run_cap` nor another point of the user's changes what was passed over before.
 */
function* distinctPoints(sweep: Sweep): Generator<readonly [key: string, params: JsonObject]> {
  const isLhs = sweep.method === 'lhs';
  const isAllowed = allows(sweep);
  const seen = new Set<string>();
  let [inARow, inAll] = [0, 0];
  for (const params of sweep.method === 'grid' ? [] : drawnPoints(sweep)) {
    const key = canonicalJson(params);
    const isNew = !seen.has(key) && isAllowed(params);
    [inARow, inAll] = isNew ? [0, inAll] : [inARow + 1, inAll + 1];
    if (!isLhs && (inARow >= patience.inARow || inAll > patience.inAll)) break;
    if (!isNew) continue;
    seen.add(key);
    yield [key, params];
  }
  for (const params of isLhs ? [] : allowedGrid(sweep.space, sweep)) {
    const key = canonicalJson(params);
    if (!seen.has(key)) yield [key, params];
  }
}

/** The method's sequence as it comes: without end, but for a Latin hypercube. */
function* drawnPoints(sweep: Sweep): Generator<JsonObject> {
  const pointAt = createSequence(sweep);
  const last = sweep.method === 'lhs' ? countTrials(sweep) : Infinity;
  for (let index = 0; index < last; index++) yield pointAt(index);
}

function createSequence(sweep: Sweep): (index: number) => JsonObject {
  const free = sweep.space.filter(isFree);
  const labels = free.map(({ label }) => label);
  const axes = sweep.space.map((parameter) => ({
    quantile: createQuantile(parameter.distribution),
    dimension: free.indexOf(parameter),
  }));
  const { sample } = samplers[sweep.method as keyof typeof samplers];
  return (index) => {
    const coordinates = sample({ labels, seed: sweep.seed, index, count: sweep.runCap ?? 0 });
    return buildParams(
      sweep.space,
      axes.map(({ quantile, dimension }) => quantile(coordinates[dimension] ?? 0)),
    );
  };
}

function whyFewer({ method, exclude, constraints }: Sweep): string {
  if (exclude !== undefined || constraints !== undefined) return 'what is drawn else is excluded or was there before';
  return method === 'lhs' ? 'some strata of a Latin hypercube fall on the same values' : 'the space has no more';
}

function plan(sweep: Sweep, params: JsonObject): PlannedTrial {
  const definition = defineTrial(sweep, params);
  const id = trialId(definition);
  return { definition, id, name: trialName(definition, id) };
}

const count = (value: number): string => (Number.isFinite(value) ? value.toLocaleString('en-US') : 'endless');
