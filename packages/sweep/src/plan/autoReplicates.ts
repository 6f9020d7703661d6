import { canonicalJson, digest } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { evaluationKeysOf } from '../trial/evaluationKey.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import type { Position } from '../trial/position.js';
import type { TrialResult } from '../trial/result.js';
import { chooseReplicates, isWithoutNoise, mostChosen, pilotCount, type ReplicatesChoice } from './chooseReplicates.js';

/** The decisions of `replicates: auto`, and what waits for them. */
export interface AutoPlan<T extends Position = Position> {
  /** All positions. Each that may not run names the judgement that decides on it, and its replicate as the place. */
  readonly positions: readonly T[];
  /** First whether the first configuration has noise, and then how many replicates there are. */
  readonly judgements: readonly NoiseJudgement[];
}

export interface NoiseJudgement {
  /** Digest of what is judged, and how: equal judgements are one task. */
  readonly id: string;
  /** The evaluations with the first two seeds of each configuration that is judged. */
  readonly pilots: readonly (readonly Position[])[];
  /** The numbers of the replicates that it decides on. */
  readonly decides: readonly number[];
}

/** The parts of a sweep by which noise is judged. */
type Judging = Pick<Sweep, 'metric' | 'autoReplicates' | 'aggregate' | 'variant' | 'replicates' | 'cases'>;

/**
 * Lets the replicates of all configurations wait for judgements. The first pilot is run with two seeds in any case, the others with the
 * second one if that made a difference, and all configurations as often as then is chosen. `positions` are in the order of the sweep:
 * one evaluation of all configurations after the other. The gates are those of a race: trials are what they are with a fixed number.
 */
export function createAuto<T extends Position>(
  sweep: Judging,
  positions: readonly T[],
  pilots: readonly number[],
): AutoPlan<T> {
  const keys = evaluationKeysOf(sweep);
  const count = positions.length / keys.length;
  const evaluations = pilots.map((index) =>
    keys.flatMap(({ replicate }, key) => (replicate < 2 ? [positions[key * count + index] as T] : [])),
  );
  const seed = judgementOf(sweep, 'seed', evaluations.slice(0, 1), [1]);
  const further = Array.from({ length: mostChosen - 1 }, (_, index) => index + 1);
  const noise = judgementOf(sweep, 'noise', evaluations, further);
  const gated = positions.map((position, at): T => {
    const { replicate = 0 } = keys[Math.floor(at / count)] ?? {};
    const pilot = pilots.indexOf(at % count);
    if (replicate === 0 || (replicate === 1 && pilot === 0)) return position;
    const { id } = replicate === 1 && pilot > 0 ? seed : noise;
    return { ...position, racedBy: { judgement: id, place: replicate } };
  });
  return { positions: gated, judgements: [seed, noise] };
}

function judgementOf(
  { metric, autoReplicates, aggregate, variant }: Judging,
  auto: string,
  pilots: NoiseJudgement['pilots'],
  decides: readonly number[],
): NoiseJudgement {
  const ids = pilots.map((evaluations) => evaluations.map(({ id }) => id));
  const judged = { auto, ids, metric: { ...metric }, ...autoReplicates, aggregate, variant };
  return { id: digest(canonicalJson(judged as never), 12), pilots, decides };
}

/**
 * The indices of the configurations on which noise is measured, the first one first. The first points of a grid mostly differ in one
 * parameter alone, so there they are chosen in an order that looks random, and that does not depend on the others. Baselines
 * are taken only where there are too few others: they are not spread as the search is, and how many replicates others have must not follow from them.
 */
export function pilotsAmong(
  { method, baselineParams = [] }: Pick<Sweep, 'method' | 'baselineParams'>,
  params: readonly object[],
): number[] {
  const texts = params.map((point) => canonicalJson(point as never));
  const baselines = new Set(baselineParams.map(canonicalJson));
  const all = params.map((_, index) => index);
  const places = method === 'grid' ? texts.map((text) => digest(text, 12)) : [];
  const sorted = method === 'grid' ? all.toSorted((a, b) => ((places[a] ?? '') < (places[b] ?? '') ? -1 : 1)) : all;
  const isBaseline = (index: number): boolean => baselines.has(texts[index] ?? '');
  return [...sorted.filter((index) => !isBaseline(index)), ...sorted.filter(isBaseline)].slice(0, pilotCount);
}

/** The settings by which a search with `replicates: auto` is judged. */
type AutoSearch = Pick<Sweep, 'method' | 'metric' | 'autoReplicates' | 'aggregate' | 'baselineParams'>;

/** The results of trials, as far as they are known. */
type ResultOf = (trial: PlannedTrial) => TrialResult | undefined;

/** The choice that follows from the results that are known. */
export interface ResolvedAuto {
  /** The trials that run, as far as that is known. */
  readonly trials: readonly PlannedTrial[];
  /** Undefined as long as results are missing. */
  readonly choice: ReplicatesChoice | undefined;
}

/** The trials that run, of those that may: `trials` has all that may run of the first configurations at least, in the order of the sweep. */
export function resolveAuto(search: AutoSearch, trials: readonly PlannedTrial[], resultOf: ResultOf): ResolvedAuto {
  const pilots = pilotTrials(search, trials);
  const [first = []] = pilots;
  const inOrder = (some: ReadonlySet<PlannedTrial>): PlannedTrial[] => trials.filter((trial) => some.has(trial));
  const sure = new Set([...trials.filter((trial) => replicateOf(trial) === 0), ...first]);
  const seen = resultsOf(first, resultOf);
  if (seen === undefined) return { trials: inOrder(sure), choice: undefined };
  if (isWithoutNoise(seen, search)) return { trials: inOrder(sure), choice: chooseReplicates([seen], search) };
  const tried = new Set([...sure, ...pilots.flat()]);
  const results = pilots.map((own) => resultsOf(own, resultOf)).filter((own) => own !== undefined);
  if (results.length < pilots.length) return { trials: inOrder(tried), choice: undefined };
  const choice = chooseReplicates(results, search);
  return { trials: trials.filter((trial) => tried.has(trial) || replicateOf(trial) < choice.replicates), choice };
}

/** Returns the choice, from the results of a sweep in its order; undefined as long as it is not known. */
export function choiceFrom(search: AutoSearch, results: readonly TrialResult[]): ReplicatesChoice | undefined {
  const groups = grouped(results, (result) => result);
  const pilots = pilotsAmong(
    search,
    groups.map(([result]) => result?.params ?? {}),
  ).map((index) => (groups[index] ?? []).filter(({ replicate = 0 }) => replicate < 2));
  const [first] = pilots;
  if (first === undefined) return undefined;
  const isWhole = (all: readonly TrialResult[]): boolean => all.some(({ replicate }) => replicate === 1);
  if (!isWhole(first)) return undefined;
  if (isWithoutNoise(first, search)) return chooseReplicates([first], search);
  return pilots.every(isWhole) ? chooseReplicates(pilots, search) : undefined;
}

/** The results of all of these trials; undefined if one is missing. */
function resultsOf(trials: readonly PlannedTrial[], resultOf: ResultOf): readonly TrialResult[] | undefined {
  const results = trials.flatMap((trial) => resultOf(trial) ?? []);
  return results.length < trials.length ? undefined : results;
}

/** The trials with the first two seeds of each configuration on which noise is measured. */
function pilotTrials(search: AutoSearch, trials: readonly PlannedTrial[]): PlannedTrial[][] {
  const groups = grouped(trials, ({ definition }) => definition);
  const pilots = pilotsAmong(
    search,
    groups.map(([trial]) => trial?.definition.params ?? {}),
  );
  return pilots.map((index) => (groups[index] ?? []).filter((trial) => replicateOf(trial) < 2));
}

const replicateOf = ({ definition: { replicate = 0 } }: PlannedTrial): number => replicate;

/** Groups what is of the same params, in the order in which these are first met. */
function grouped<T>(all: readonly T[], of: (one: T) => Pick<TrialResult, 'params'>): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = canonicalJson(of(one).params);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}
