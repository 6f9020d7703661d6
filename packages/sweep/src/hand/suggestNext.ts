import {
  type Band,
  canonicalJson,
  defined,
  explainers,
  type ModelsExplanation,
  type ProposedBecause,
  isAdaptive,
  type JsonObject,
} from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { expandSweep } from '../plan/expandSweep.js';
import { type Proposal, proposeEach, type ProposedGeneration } from '../plan/proposeGeneration.js';
import { generationSize } from '../plan/slots.js';
import { lossValue } from '../trial/loss.js';
import { type Goal, goalsOf } from '../trial/metric.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import type { CostedResult } from '../trial/cost.js';

/**
 * The reason why params would be tried: they are a point of the user's, come next in a fixed order, or by chance, or are proposed
 * by a method that learns.
 */
export type Why = { readonly kind: 'baseline' | 'point' | 'listed' | 'chance' } | ProposalReason;

/** The reason that a method that learns gives for its proposal, with losses as values of the metric. */
export type ProposalReason =
  | Exclude<ProposedBecause, { readonly kind: 'distribution' | 'models' }>
  | GoalsExplanation
  | { readonly kind: 'distribution'; readonly centre: JsonObject; readonly step: number };

/** The predictions of models of several goals, or of rules for results: values of the goals, by their names. */
export interface GoalsExplanation extends Omit<ModelsExplanation, 'goals'> {
  readonly goals: readonly (Band & Pick<Goal, 'name'>)[];
}

export interface Suggestion {
  readonly params: JsonObject;
  readonly why: Why;
}

/** The points that a sweep would try next. */
export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  /** The number of results that a method learns from, and how many of them it did not propose itself; absent if it does not learn. */
  readonly learnt?: Pick<ProposedGeneration, 'learnt' | 'given'>;
  /**
   * The reason why there are none: the target was reached, the budget is spent, too little is to be gained, or there is nothing
   * else to try.
   */
  readonly end?: 'target' | 'budget' | 'gain' | 'exhausted';
}

/**
 * Returns the points that a sweep would try next, and why: with a method that learns, the first generation that is not computed
 * yet, also beyond `run_cap`; otherwise the next points in its order. `trials` are those that follow from results, in the order
 * of the sweep. It depends on nothing else, and runs nothing.
 */
export function suggestNext(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  resultOf: (trial: PlannedTrial) => CostedResult | undefined,
  count: number,
): Suggestions {
  const found = isAdaptive(sweep.method)
    ? proposedNext(sweep, trials, resultOf, count)
    : { suggestions: listedNext(sweep, trials, resultOf, count) };
  return found.suggestions.length === 0 && !('end' in found) ? { ...found, end: 'exhausted' } : found;
}

function proposedNext(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  resultOf: (trial: PlannedTrial) => CostedResult | undefined,
  count: number,
): Suggestions {
  const generations = byGeneration(sweep, trials);
  const first = generations.findIndex((all) => all.some((trial) => resultOf(trial) === undefined));
  const next = first < 0 ? generations.length : first;
  const results = generations.slice(0, next).flatMap((all) => all.flatMap((trial) => resultOf(trial) ?? []));
  const proposed = proposeEach(sweep, results, generationSize(sweep, next));
  const { proposals, learnt, given, end } = proposed;
  return {
    suggestions: proposals.slice(0, count).map((one) => ({ params: one.params, why: whyOf(sweep, proposed, one) })),
    learnt: { learnt, given },
    ...defined({ end }),
  };
}

/** The trials of the generations, without those that only the best are run again for. */
function byGeneration(
  { replicates = 1 }: Sweep,
  trials: readonly PlannedTrial[],
): readonly (readonly PlannedTrial[])[] {
  const generations: PlannedTrial[][] = [];
  for (const trial of trials)
    if (trial.slot !== undefined && (trial.definition.replicate ?? 0) < replicates)
      (generations[trial.slot.generation] ??= []).push(trial);
  return generations;
}

function whyOf({ method, metric }: Sweep, { space }: ProposedGeneration, { params, from, request }: Proposal): Why {
  if (from !== 'method') return { kind: kindOf[from] };
  if (!isAdaptive(method)) throw new Error(`Internal error: ${method} proposes nothing`);
  const why = explainers[method](request, space.pointOf(params));
  if (why.kind === 'distribution') return { ...why, centre: space.paramsAt(why.centre) };
  if (why.kind === 'model') return { ...why, ...bandOf(why, metric) };
  if (why.kind !== 'models') return why;
  const goals = goalsOf(metric).flatMap((goal, place) => {
    const losses = why.goals[place];
    return losses === undefined ? [] : [{ name: goal.name, ...bandOf(losses, goal) }];
  });
  return { ...why, goals };
}

/** Losses as values of a goal. */
function bandOf({ expected, low, high }: Band, { goal }: Goal): Band {
  const [one, other] = [lossValue(low, goal), lossValue(high, goal)];
  return { expected: lossValue(expected, goal), low: Math.min(one, other), high: Math.max(one, other) };
}

const kindOf = { baselines: 'baseline', points: 'point', chance: 'chance' } as const;

/** The points without a result, also those that a larger `run_cap` would have; of a Latin hypercube, that would be another design. */
function listedNext(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  resultOf: (trial: PlannedTrial) => CostedResult | undefined,
  count: number,
): readonly Suggestion[] {
  const isFixed =
    sweep.runCap === undefined || sweep.method === 'lhs' || sweep.ladder !== undefined || sweep.race !== undefined;
  const more = isFixed ? undefined : expandSweep({ ...sweep, runCap: (sweep.runCap ?? 0) + count });
  const known = new Set(trials.map(({ id }) => id));
  const beyond = more?.ok === true ? more.trials.filter(({ id }) => !known.has(id)) : [];
  const open = [...trials, ...beyond].filter((trial) => resultOf(trial) === undefined);
  const distinct = new Map(open.map(({ definition: { params } }) => [JSON.stringify(params), params]));
  const baselines = new Set((sweep.baselineParams ?? []).map(canonicalJson));
  return [...distinct.values()]
    .slice(0, count)
    .map((params) => ({ params, why: { kind: baselines.has(canonicalJson(params)) ? 'baseline' : 'listed' } }));
}
