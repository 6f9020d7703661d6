import { canonicalJson, defined, digest, isAdaptive, type Json, type ModelSlices, modelSlices } from '@nx-tune/search';

import { lossValue } from '../trial/loss.js';
import type { CostedResult } from '../trial/cost.js';
import { learnFromResults, type SearchState } from './proposeGeneration.js';
import { type Search, searchText } from './search.js';

/**
 * The beliefs of a Gaussian process when it proposed a trial: slices through the best configuration until then, as values of the
 * metric.
 */
export interface ModelStep extends ModelSlices {
  /** The number of the configuration that it proposed. */
  readonly number: number;
  /** The number of configurations whose results it knew: those before. */
  readonly known: number;
  /** The number of the configuration that the slices go through; absent if it is a result of another sweep. */
  readonly through?: number;
}

/** The number of values along a numeric parameter. */
const gridSize = 60;

/** The configurations of which steps can be shown, in their order, each with the results of all of its evaluations. */
export type Configurations = readonly (readonly [CostedResult, ...CostedResult[]])[];

/** Models cost the cube of what they know, so that steps which knew more configurations than this are not shown. */
const mostKnown = 120;

/**
 * The steps of a search by a Gaussian process, one for each configuration that it proposed from a model, and at most `most` of
 * them, in whole generations. It follows from results alone: each step asks what the sampler asked.
 */
export function modelSteps(search: Search, configurations: Configurations, most: number): readonly ModelStep[] {
  if (!isAdaptive(search.method) || search.ladder !== undefined) return [];
  const { generation, baselineParams: { length: baselines } = [] } = search;
  const count = Math.min(configurations.length, mostKnown + generation + baselines);
  const shown = configurations.slice(0, count);
  const generations = Math.max(Math.min(1, count), Math.ceil((count - baselines) / generation));
  // Baselines are of the first generation, in addition to its size.
  const startOf = (place: number): number => (place === 0 ? 0 : baselines + place * generation);
  return spread(generations, Math.max(1, Math.floor(most / generation))).flatMap((place) =>
    generationSteps(search, shown.slice(0, startOf(place)), shown.slice(startOf(place), startOf(place + 1))),
  );
}

/** Picks at most `most` of these places, the last among them. The others stay the same while few more come. */
function spread(count: number, most: number): readonly number[] {
  let stride = 1;
  while (Math.ceil(count / stride) > most) stride *= 2;
  const places = Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
  return places.at(-1) === count - 1 || count === 0 ? places : [...places.slice(0, most - 1), count - 1];
}

/** While a sweep runs, its page asks again for most of what it had. */
const remembered = new Map<string, readonly ModelStep[]>();
const mostRemembered = 100;

function generationSteps(search: Search, before: Configurations, proposed: Configurations): readonly ModelStep[] {
  const params = proposed.map(([one]) => one.params);
  const facts = before
    .flat()
    .map((one) => [one.params, one.outcome.kind, one.metrics, one.seconds ?? null] as unknown as Json);
  const key = digest(canonicalJson([searchText(search), facts, params]), 20);
  const steps = remembered.get(key) ?? computeSteps(search, before, proposed);
  remembered.set(key, steps);
  const [oldest = key] = remembered.keys();
  if (remembered.size > mostRemembered) remembered.delete(oldest);
  return steps;
}

function computeSteps(search: Search, before: Configurations, proposed: Configurations): readonly ModelStep[] {
  // A picture of one goal would not say why a trial was proposed.
  if (search.metric.goals !== undefined) return [];
  const state = learnFromResults(search, before.flat());
  const { baselineParams = [] } = search;
  const given = before.length === 0 ? baselineParams.length : 0;
  return proposed.flatMap((_, place) =>
    place < given ? [] : stepOf(search, state, before, proposed.slice(0, place), given),
  );
}

/** The step of the configuration after those that are `pending`, the first `given` of which are baselines. */
function stepOf(
  { method, metric }: Search,
  { space, request, isInside, isOutside }: SearchState,
  before: Configurations,
  pending: Configurations,
  given: number,
): ModelStep[] {
  const best = bestOf(request.history);
  const through = request.history[best]?.point;
  if (through === undefined) return [];
  const inside = pending.filter(([{ params }]) => isInside(params)).map(([{ params }]) => space.pointOf(params));
  const asked = { ...request, trialNumber: request.trialNumber + pending.length - given, pending: inside };
  const found = modelSlices(method, asked, through, gridSize);
  if (found === undefined) return [];
  const inMetric = (losses: readonly number[]): number[] => losses.map((loss) => lossValue(loss, metric.goal));
  const slices = found.slices.map((slice) => {
    const [low, high] = [inMetric(slice.low), inMetric(slice.high)];
    return {
      ...slice,
      mean: inMetric(slice.mean),
      ...(metric.goal === 'minimize' ? { low, high } : { low: high, high: low }),
    };
  });
  // Results of other sweeps come first in the history, and baselines outside of the space are not in it.
  const learnt = before.flatMap(([{ params }], number) => (isOutside(params) ? [] : [number]));
  const number = before.length + pending.length;
  return [
    {
      ...found,
      slices,
      number,
      known: before.length,
      ...defined({ through: learnt[best - (request.history.length - learnt.length)] }),
    },
  ];
}

/** The place of the lowest loss, the first of equal ones. */
const bestOf = (history: SearchState['request']['history']): number =>
  history.reduce((best, { loss }, index) => (loss < (history[best]?.loss ?? Infinity) ? index : best), 0);

/** Groups results by configuration, in the order of the first evaluation of each. */
export function groupByParams(results: readonly CostedResult[]): Configurations {
  const groups = new Map<string, readonly [CostedResult, ...CostedResult[]]>();
  for (const result of results) {
    const key = canonicalJson(result.params);
    const others = groups.get(key);
    groups.set(key, others === undefined ? [result] : [...others, result]);
  }
  return [...groups.values()];
}
