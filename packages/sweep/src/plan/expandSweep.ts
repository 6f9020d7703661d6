import {
  canonicalJson,
  createGrid,
  defined,
  describeChoice,
  isAdaptive,
  type JsonObject,
  mostLooks,
  usesGp,
} from '@nx-tune/search';

import { type Ladder, lastBudget } from '../model/ladder.js';
import type { Race } from '../model/race.js';
import type { Sweep } from '../model/sweep.js';
import { defineTrial } from '../trial/defineTrial.js';
import { evaluationAt, evaluationKeysOf } from '../trial/evaluationKey.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import type { Slot } from '../trial/slot.js';
import { goalCounts } from '../trial/metric.js';
import { namedTrial } from '../trial/namedTrial.js';
import { createAuto, type NoiseJudgement, pilotsAmong } from './autoReplicates.js';
import { checkExpansion, type ExpansionProblem, showCount } from './checkExpansion.js';
import { pilotCount } from './chooseReplicates.js';
import { countStarts, countTrials } from './countTrials.js';
import { expandRace, raceOrder, type RaceRound } from './expandRace.js';
import { expandRungs } from './expandRungs.js';
import { isEmpty, listPoints } from './listPoints.js';
import { createTop, type TopChoice } from './replicateTop.js';
import type { Promotion } from './resolvePromotions.js';
import { createSlots, pilotSlots } from './slots.js';
import { createTrialSpace, type TrialSpace } from './trialSpace.js';

export type Expansion =
  | {
      readonly ok: true;
      /** Empty if a method proposes them later. */
      readonly trials: readonly PlannedTrial[];
      /** The slots of trials that are proposed later. */
      readonly slots: readonly Slot[];
      /** The promotions that decide which trials continue with a larger budget. */
      readonly promotions: readonly Promotion[];
      /** The choice of the best configurations, which are run again, if any are. */
      readonly top?: TopChoice;
      /** The rounds of a race; empty if there is none. */
      readonly rounds: readonly RaceRound[];
      /** The judgements of `replicates: auto`, if there are any. */
      readonly judgements: readonly NoiseJudgement[];
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problem: ExpansionProblem };

/** The trials of a sweep whose params are known in advance: no two are equal, and their order is fixed. */
export function expandSweep(sweep: Sweep): Expansion {
  const expansion = expand(sweep);
  if (!expansion.ok) return expansion;
  const top = createTop(sweep, [...expansion.trials, ...expansion.slots], expansion.promotions);
  return { ...expansion, ...defined({ top }), notices: [...expansion.notices, ...topNotices(sweep, top)] };
}

function expand(sweep: Sweep): Expansion {
  const space = createTrialSpace(sweep);
  const problem = checkExpansion(sweep, space);
  if (problem !== undefined) return { ok: false, problem };
  if (isAdaptive(sweep.method)) return expandSlots(sweep, space);
  if (sweep.ladder !== undefined) return expandLadder(sweep, sweep.ladder, space);
  const own = listPoints(sweep, space);
  if (own.length === 0) return { ok: false, problem: nothingAllowed };
  const points = withBaselines(sweep, own);
  const { race } = sweep;
  const keys = race === undefined ? evaluationKeysOf(sweep) : raceOrder(evaluationKeysOf(sweep), sweep.seed);
  if (race !== undefined && keys.length <= race.first) return { ok: false, problem: tooShort(race, keys.length) };
  const short = sweep.method !== 'grid' && own.length < (sweep.runCap ?? 0);
  const notices = [
    ...(short
      ? [
          `${showCount(own.length)} different ${countedAs(sweep)} instead of ${showCount(sweep.runCap ?? 0)}: ${whyFewer(sweep)}`,
        ]
      : []),
    ...untriedNotices(sweep, space),
  ];
  const definitions = points.map((params) => defineTrial(sweep, params));
  // All configurations once, then all of them again, so that a further replicate of each changes no trial's number.
  const trials = keys.flatMap((key) =>
    definitions.map((definition) => namedTrial(evaluationAt(definition, key), sweep.variant)),
  );
  if (sweep.autoReplicates !== undefined) {
    if (points.length < pilotCount) return { ok: false, problem: tooFewForAuto(points.length) };
    const { positions, judgements } = createAuto(sweep, trials, pilotsAmong(sweep, points));
    return { ok: true, trials: positions, slots: [], promotions: [], rounds: [], judgements, notices };
  }
  if (race === undefined) return { ok: true, trials, slots: [], promotions: [], rounds: [], judgements: [], notices };
  const configurations = points.map((_, index) => trials.filter((__, place) => place % points.length === index));
  const rounds = expandRace({ ...sweep, race }, configurations);
  const ordered = rounds.flatMap((round) =>
    [...(round.trials[0]?.keys() ?? [])].flatMap((place) => round.trials.flatMap((all) => all[place] ?? [])),
  );
  return { ok: true, trials: ordered, slots: [], promotions: [], rounds, judgements: [], notices };
}

/** The baselines, then the method's own points that are none of them: neither a baseline nor its removal changes another trial. */
function withBaselines({ baselineParams = [] }: Sweep, points: readonly JsonObject[]): readonly JsonObject[] {
  if (baselineParams.length === 0) return points;
  const known = new Set(baselineParams.map(canonicalJson));
  return [...baselineParams, ...points.filter((params) => !known.has(canonicalJson(params)))];
}

/** Says that fewer configurations can be among the best than were asked for. */
function topNotices({ ladder }: Sweep, top: TopChoice | undefined): string[] {
  if (top === undefined || top.size <= top.most) return [];
  const why = ladder === undefined ? 'there are no more' : 'no more reach the largest budget';
  return [`"replicate_top" runs the best ${top.most} instead of ${top.size} again: ${why}`];
}

/** The user's points start where the budget is least: in brackets of the sweep's own seed. */
function expandLadder(sweep: Sweep, ladder: Ladder, space: TrialSpace): Expansion {
  const { points: _, ...others } = sweep;
  const expanded = expandRungs(sweep, ladder, countStarts(sweep, space), (seed, runCap) =>
    seed === sweep.seed
      ? listPoints({ ...sweep, runCap }, space)
      : listPoints({ ...others, seed, runCap }, { ...space, points: [] }),
  );
  const known = new Set(expanded.trials.map(({ id }) => id));
  const baselines = wholeBaselines(sweep, ladder).filter(({ id }) => !known.has(id));
  return {
    ok: true,
    ...expanded,
    trials: [...baselines, ...expanded.trials],
    slots: [],
    rounds: [],
    judgements: [],
    notices: [],
  };
}

/** Baselines have the largest budget from the start: no rung stops them, and the best is compared with the same budget. */
const wholeBaselines = (sweep: Sweep, ladder: Ladder): PlannedTrial[] =>
  (sweep.baselineParams ?? []).map((params) =>
    namedTrial({ ...defineTrial(sweep, params), budget: { [ladder.unit]: lastBudget(ladder) } }, sweep.variant),
  );

function expandSlots(sweep: Sweep, space: TrialSpace): Expansion {
  const wanted = countTrials(sweep, space);
  if (isEmpty(sweep, space)) return { ok: false, problem: nothingAllowed };
  if (wanted === 0) return { ok: false, problem: allKnown };
  if (sweep.autoReplicates !== undefined && wanted < pilotCount) return { ok: false, problem: tooFewForAuto(wanted) };
  const more = sweep.warmStart === undefined ? '' : ' without a known result';
  const notices = [
    ...(sweep.method === 'bayes' ? [describeChoice(sweep, goalCounts(sweep))] : []),
    ...(sweep.method === 'bayes' && sweep.gp !== undefined && !usesGp(sweep, goalCounts(sweep))
      ? ['"gp" has no effect: bayes does not take gp here']
      : []),
    ...(wanted < (sweep.runCap ?? 0)
      ? [
          `${showCount(wanted)} different ${countedAs(sweep)} instead of ${showCount(sweep.runCap ?? 0)}: the space has no more${more}`,
        ]
      : []),
    ...untriedNotices(sweep, space),
    ...learntNotices(sweep, space),
  ];
  const plan = createSlots(sweep, wanted);
  const judgements =
    sweep.autoReplicates === undefined ? [] : createAuto(sweep, plan.slots, pilotSlots(sweep, plan.slots)).judgements;
  return { ok: true, trials: [], ...plan, rounds: [], judgements, notices };
}

const countedAs = (sweep: Sweep): string => (evaluationKeysOf(sweep).length === 1 ? 'trials' : 'configurations');
const tooShort = ({ first }: Race, evaluations: number): ExpansionProblem => ({
  path: 'race',
  rule: 'a race needs more evaluations of each configuration than its first round has',
  found: `there are ${evaluations}, and the first round has ${first}`,
  remedy: 'Add cases or replicates, lower "race.first", or remove "race".',
});

const tooFewForAuto = (configurations: number): ExpansionProblem => ({
  path: 'replicates',
  rule: `"replicates: auto" measures noise on ${pilotCount} configurations`,
  found: `there ${configurations === 1 ? 'is 1' : `are ${configurations}`}`,
  remedy: 'Write how often each configuration is run, such as "replicates: 3".',
});

const nothingAllowed: ExpansionProblem = {
  path: 'parameters',
  rule: 'a sweep needs a point that "exclude" and "constraints" allow',
  found: 'none was found',
  remedy: 'Loosen them, or widen the space.',
};

/** The problem if every point of the space has a result already. */
const allKnown: ExpansionProblem = {
  path: 'from',
  rule: 'a sweep needs a point without a known result',
  found: 'the results under "from" cover the whole space',
  remedy: 'Widen the space, remove "from", or list points to be tried again under "points".',
};

/** A `run_cap` counts the user's points, too. */
function untriedNotices(sweep: Sweep, { points: { length: points }, excludedPoints: excluded }: TrialSpace): string[] {
  const untried = points - Math.min(points, sweep.runCap ?? Infinity);
  return [
    ...(excluded > 0 ? [`${excluded} of ${points + excluded} points are not tried: the space excludes them`] : []),
    ...(untried > 0 ? [`${untried} of ${points} points are not tried: "run_cap" is ${sweep.runCap}`] : []),
  ];
}

/** Says that the method learns from the user's points. */
function learntNotices({ method, runCap = Infinity }: Sweep, { points: { length: points } }: TrialSpace): string[] {
  const tried = Math.min(points, runCap);
  if (tried === 0) return [];
  return [
    `${method} tries your ${tried === 1 ? 'point' : `${tried} points`} first, and learns from ${tried === 1 ? 'it' : 'them'}`,
  ];
}

function whyFewer({ method, exclude, constraints, space }: Sweep): string {
  if (exclude !== undefined || constraints !== undefined)
    return mayBeLarger(space)
      ? 'no others were found; in a space this large, not every point is checked'
      : 'all other draws are excluded or repeat earlier ones';
  return method === 'lhs' ? 'some strata of a Latin hypercube fall on the same values' : 'the space has no more';
}

/** True if the allowed points of a space are looked for only in a part of it. */
function mayBeLarger(space: Sweep['space']): boolean {
  const grid = createGrid(space);
  return !('endless' in grid) && grid.size > mostLooks;
}
