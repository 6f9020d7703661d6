import {
  type AdaptiveRequest,
  type AdaptiveSampler,
  adaptiveSamplers,
  canonicalJson,
  completePoints,
  createSearchSpace,
  defined,
  type ExpectedGain,
  expectedGain,
  isAdaptive,
  type JsonObject,
  liesIn,
  type Point,
  type SearchSpace,
  startPoint,
  withPriors,
} from '@nx-tune/search';

import type { StopWhen } from '../model/stopWhen.js';
import type { WarmStartResult } from '../model/warmStart.js';
import { budgetSize } from '../trial/budget.js';
import { type Judged, judgeConfiguration } from '../trial/configurationLoss.js';
import { evaluationKeysOf } from '../trial/evaluationKey.js';
import { lossValue } from '../trial/loss.js';
import { type CostedResult, spentSeconds } from '../trial/cost.js';
import { goalCounts, goalsOf } from '../trial/metric.js';
import { type Search, searchOf } from './search.js';
import { isSpent } from './withCost.js';

/** Limits on asking a sampler that repeats itself again, on asking chance after it, and on excluded points, which do not count. */
const attempts = { sampler: 20, chance: 200, excluded: 10_000 };

/**
 * The params of the next generation, from the results of all generations before, ordered by trial number: a pure function
 * of these. The results of the evaluations of a configuration are next to each other, or in any order among themselves. No point is
 * proposed twice while an untried one exists, nor one whose result another sweep knows; when all are tried, there are fewer, and none once a
 * trial has reached the target, once trials have cost the budget, or once less is to be gained than `stop_when` says. The user's points come first, known or not; baselines
 * come before the first generation, in addition to its size.
 */
export function proposeGeneration(
  given: Search,
  results: readonly CostedResult[],
  size: number = given.generation,
): JsonObject[] {
  return proposeEach(given, results, size).proposals.map(({ params }) => params);
}

/** Proposed params, and where they come from: the user's baselines or points, the method, or chance, if all that the method proposed was tried. */
export interface Proposal {
  readonly params: JsonObject;
  readonly from: 'baselines' | 'points' | 'method' | 'chance';
  /** The request for them, for which the method can say why it proposes them. */
  readonly request: AdaptiveRequest;
}

/** A generation, and what it was learnt from. */
export interface ProposedGeneration {
  readonly proposals: readonly Proposal[];
  /**
   * The reason why there are none, if the sweep file gives one: the target was reached, the budget is spent, or too little is to
   * be gained.
   */
  readonly end?: 'target' | 'budget' | 'gain';
  /** The number of results that the method compares, and of the user's points and results of other sweeps among them. */
  readonly learnt: number;
  readonly given: number;
  readonly space: SearchSpace;
}

/** Proposes the params of the next generation, and says where each of them comes from. */
export function proposeEach(
  given: Search,
  results: readonly CostedResult[],
  size: number = given.generation,
): ProposedGeneration {
  const search = searchOf(given);
  const configurations = configurationsIn(search, results);
  const { space, points, isInside, request: next } = learn(search, configurations, size);
  const known = { space, learnt: next.history.length, given: next.given };
  if (isReached(search, configurations)) return { ...known, proposals: [], end: 'target' };
  if (isSpent(search, results)) return { ...known, proposals: [], end: 'budget' };
  if (next.trialNumber >= points.length && isSettled(search, next)) return { ...known, proposals: [], end: 'gain' };
  const tried = new Set([...(search.warmStart?.results ?? []), ...results].map(({ params }) => canonicalJson(params)));
  const baselines = configurations.length === 0 ? (search.baselineParams ?? []) : [];
  for (const params of baselines) tried.add(canonicalJson(params));
  const proposals: Proposal[] = baselines.map((params) => ({ params, from: 'baselines', request: next }));
  for (let slot = 0; slot < size; slot++) {
    const pending = proposals.filter(({ params }) => isInside(params)).map(({ params }) => space.pointOf(params));
    const request = { ...next, trialNumber: next.trialNumber + slot, pending };
    const draw = (sample: AdaptiveSampler, attempt: number): JsonObject =>
      space.paramsAt(sample({ ...request, attempt }));
    const point = points[request.trialNumber];
    const found =
      point === undefined ? firstNew(search, space, tried, draw) : ({ params: point, from: 'points' } as const);
    if (found === undefined) break;
    tried.add(canonicalJson(found.params));
    const { attempt = 0 } = found;
    proposals.push({ params: found.params, from: found.from, request: { ...request, attempt } });
  }
  return { ...known, proposals };
}

/** Returns the expected gain of another trial after these results; undefined where too little is known to say. */
export function expectedGainAfter(given: Search, results: readonly CostedResult[]): ExpectedGain | undefined {
  const search = searchOf(given);
  return expectedGain(learn(search, configurationsIn(search, results), search.generation).request);
}

/** The knowledge of a search before its next trial. */
export interface SearchState {
  readonly space: SearchSpace;
  /** The user's points that the space allows and that are not baselines. */
  readonly points: readonly JsonObject[];
  /** True if params are a point of the space, so that something can be learnt from them. */
  readonly isInside: (params: JsonObject) => boolean;
  /** True if params are those of a baseline from which nothing can be learnt. */
  readonly isOutside: (params: JsonObject) => boolean;
  /** The request for the next trial. */
  readonly request: AdaptiveRequest;
}

/** Returns what a search has learnt from results, in the order of trials. */
export function learnFromResults(given: Search, results: readonly CostedResult[]): SearchState {
  const search = searchOf(given);
  return learn(search, configurationsIn(search, results), search.generation);
}

function learn(search: Search, configurations: readonly Configuration[], generation: number): SearchState {
  const space = createSearchSpace(search.space, search);
  const axes = withPriors(space.axes, search.space, search.prior);
  const baselines = new Set((search.baselineParams ?? []).map(canonicalJson));
  const isInside = (params: JsonObject): boolean => liesIn(search.space, params) && space.isAllowed(params);
  const isOutside = (params: JsonObject): boolean => baselines.has(canonicalJson(params)) && !isInside(params);
  const points = completePoints(defined({ space: search.space, seed: search.seed, points: search.points })).filter(
    (params) => space.isAllowed(params) && !baselines.has(canonicalJson(params)),
  );
  const known = search.warmStart?.results ?? [];
  const compared = comparable(
    [
      ...known.map(fromElsewhere),
      ...configurations.map((one) => evaluated(one, search)).filter(({ params }) => !isOutside(params)),
    ],
    axes.length,
  );
  const request = {
    axes,
    snap: (point: Point): Point | undefined => {
      const params = space.paramsAt(point);
      return space.isAllowed(params) ? space.pointOf(params) : undefined;
    },
    seed: search.seed,
    trialNumber: Math.max(0, countStarted(configurations) - baselines.size),
    attempt: 0,
    history: compared.map(({ params, evaluations, loss, losses, violations, seconds }) => ({
      point: space.pointOf(params),
      loss,
      ...defined({ losses, violations, seconds }),
      evaluations,
    })),
    given: countGiven(compared, [...baselines, ...points.map(canonicalJson)]),
    pending: [],
    generation,
    ...defined({ gp: search.gp }),
    ...goalCounts(search),
  };
  return { space, points, isInside, isOutside, request };
}

const countStarted = (configurations: readonly Configuration[]): number =>
  configurations.filter(([first]) => first.continues === undefined).length;

/** True if the expected gain is too small for the user to continue. No trial is proposed then, so the answer stays the same. */
function isSettled({ stopWhen }: Search, request: AdaptiveRequest): boolean {
  if (stopWhen === undefined) return false;
  const expected = expectedGain(request);
  return expected !== undefined && expected.gain < gainWanted(stopWhen, expected);
}

/** The gain below which a search ends, in units of the metric: of the noise, what the mean of sixteen replicates would just show. */
export const gainWanted = ({ expectedGain: wanted }: StopWhen, { noise }: ExpectedGain): number =>
  wanted === 'noise' ? noise / 4 : wanted;

/** The results of all evaluations of one configuration. */
type Configuration = readonly [CostedResult, ...CostedResult[]];

/** Groups results by the params that they are of. Where each configuration has one evaluation, each result is one. */
function configurationsIn(search: Search, results: readonly CostedResult[]): readonly Configuration[] {
  if (evaluationKeysOf(search).length === 1) return results.map((result): Configuration => [result]);
  const groups = new Map<string, Configuration>();
  for (const result of results) {
    const key = canonicalJson(result.params);
    groups.set(key, [...(groups.get(key) ?? []), result] as readonly CostedResult[] as Configuration);
  }
  return [...groups.values()];
}

/** True if a configuration is good enough already, in each goal that has a target. */
function isReached(
  { metric, aggregate, target, targets = target === undefined ? {} : { [metric.name]: target } }: Search,
  configurations: readonly Configuration[],
): boolean {
  if (Object.keys(targets).length === 0) return false;
  const enough = goalsOf(metric).map(({ name, goal }) =>
    lossValue((Object.hasOwn(targets, name) ? targets[name] : undefined) ?? worstOf(goal), goal),
  );
  return configurations.some((one) => {
    const { loss, losses = [loss] } = judgeConfiguration(one, { metric, ...defined({ aggregate }) });
    return loss < Infinity && losses.every((own, index) => own <= (enough[index] ?? Infinity));
  });
}

const worstOf = (goal: Search['metric']['goal']): number => lossValue(Infinity, goal);

function firstNew(
  search: Search,
  space: SearchSpace,
  tried: ReadonlySet<string>,
  draw: (sample: AdaptiveSampler, attempt: number) => JsonObject,
): (Pick<Proposal, 'params' | 'from'> & { readonly attempt?: number }) | undefined {
  if (!isAdaptive(search.method)) throw new Error(`Internal error: ${search.method} proposes nothing`);
  let excluded = 0;
  for (let attempt = 0; attempt < attempts.sampler + attempts.chance + excluded; attempt++) {
    const from = attempt < attempts.sampler ? 'method' : 'chance';
    const params = draw(from === 'method' ? adaptiveSamplers[search.method] : startPoint, attempt);
    if (!space.isAllowed(params)) excluded = Math.min(attempts.excluded, excluded + 1);
    else if (!tried.has(canonicalJson(params))) return { params, from, attempt };
  }
  for (const params of space.grid()) if (!tried.has(canonicalJson(params))) return { params, from: 'chance' };
  return undefined;
}

/** A configuration as samplers see it. */
interface Evaluated extends Judged {
  readonly params: JsonObject;
  readonly budget: number;
  /** The number of evaluations that the loss is the mean of. */
  readonly evaluations: number;
  /** The duration of all of them together, if proposals depend on it. */
  readonly seconds?: number;
  readonly isKnown: boolean;
}

const fromElsewhere = ({ params, loss, losses, violations, budget = 0 }: WarmStartResult): Evaluated => ({
  params,
  loss: loss ?? Infinity,
  ...defined({ losses, violations }),
  budget: budgetSize(budget),
  evaluations: 1,
  isKnown: true,
});

const evaluated = (configuration: Configuration, search: Search): Evaluated => ({
  params: configuration[0].params,
  ...judgeConfiguration(configuration, search),
  budget: budgetSize(configuration[0].budget?.[search.ladder?.unit ?? ''] ?? 0),
  evaluations: configuration.length,
  ...(configuration.every(({ seconds }) => seconds !== undefined) ? { seconds: spentSeconds(configuration) } : {}),
  isKnown: false,
});

/** Counts the results at the beginning that the method did not propose itself. */
function countGiven(compared: readonly Evaluated[], given: readonly string[]): number {
  const texts = new Set(given);
  const own = compared.findIndex(({ params, isKnown }) => !isKnown && !texts.has(canonicalJson(params)));
  return own < 0 ? compared.length : own;
}

/**
 * Results of one budget, which alone can be compared: of the largest that has enough of them for a model, otherwise of the
 * smallest (S. Falkner, A. Klein and F. Hutter, "BOHB", ICML 2018, section 3.2; theirs is d + 3).
 */
function comparable(results: readonly Evaluated[], dimensions: number): readonly Evaluated[] {
  const groups = new Map<number, Evaluated[]>();
  for (const result of results) groups.set(result.budget, [...(groups.get(result.budget) ?? []), result]);
  const budgets = [...groups.keys()].toSorted((a, b) => b - a);
  const isEnough = (budget: number): boolean =>
    (groups.get(budget) ?? []).filter(isKnown).length >= Math.max(leastToLearn, dimensions + 3);
  return groups.get(budgets.find(isEnough) ?? budgets.at(-1) ?? 0) ?? [];
}

/** True if there is something to learn from, also for having violated a rule. */
const isKnown = ({ loss, losses }: Judged): boolean => loss < Infinity || losses !== undefined;

const leastToLearn = 10;
