import { canonicalJson, defined, digest } from '@nx-tune/search';

import { type Race, roundEnds } from '../model/race.js';
import type { Sweep } from '../model/sweep.js';
import type { EvaluationKey } from '../trial/evaluationKey.js';
import { lossOf } from '../trial/loss.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import type { TrialResult } from '../trial/result.js';
import { judgeRace } from './judgeRace.js';

/** The evaluations of all configurations between two judgements of a race. */
export interface RaceRound {
  /** Digest of what is judged after the round, and how: equal judgements are one task. Nothing is judged after the last round. */
  readonly id: string;
  /** The trials of each configuration, in an order that is the same in each round. */
  readonly trials: readonly (readonly PlannedTrial[])[];
}

/**
 * The evaluations of a race in the order in which they run. Cases are in an order that looks random, since a race judges by the first
 * of them, and names often follow difficulty; it does not depend on the others, so that a further case moves none.
 */
export const raceOrder = (keys: readonly EvaluationKey[], seed: string): EvaluationKey[] =>
  keys
    .map((key) => ({ key, place: digest(canonicalJson([seed, key.case ?? null]), 12) }))
    .toSorted((a, b) => a.key.replicate - b.key.replicate || (a.place < b.place ? -1 : 1))
    .map(({ key }) => key);

/** Divides the evaluations of configurations into rounds. Each trial but those of the first names the judgement without which it does not run. */
export function expandRace(
  { race, metric, variant }: Pick<Sweep, 'metric' | 'variant'> & { readonly race: Race },
  configurations: readonly (readonly PlannedTrial[])[],
): RaceRound[] {
  const rounds: RaceRound[] = [];
  let start = 0;
  for (const end of roundEnds(race, configurations[0]?.length ?? 0)) {
    const before = rounds.at(-1)?.id;
    const trials = configurations.map((all, place) => {
      const own = all.slice(start, end);
      return before === undefined ? own : own.map((trial) => ({ ...trial, racedBy: { judgement: before, place } }));
    });
    const ids = trials.map((all) => all.map(({ id }) => id));
    const judged = { before, ids, race: { ...race }, metric: { ...metric }, variant };
    rounds.push({ id: digest(canonicalJson(defined(judged) as never), 12), trials });
    start = end;
  }
  return rounds;
}

/** The trials of a race that run, as far as it follows from results. A round is judged when all of its trials have results. */
export function resolveRace(
  rounds: readonly RaceRound[],
  { race, metric }: Pick<Sweep, 'metric'> & { readonly race: Race },
  resultOf: (trial: PlannedTrial) => TrialResult | undefined,
): PlannedTrial[] {
  let racing = (rounds[0]?.trials ?? []).map((_, index) => ({ index, losses: [] as readonly number[] }));
  const resolved: PlannedTrial[] = [];
  for (const { trials } of rounds) {
    const own = racing.map(({ index }) => trials[index] ?? []);
    for (const place of own[0]?.keys() ?? []) resolved.push(...own.flatMap((all) => all[place] ?? []));
    const results = own.map((all) => all.flatMap((trial) => resultOf(trial) ?? []));
    if (results.some((all, place) => all.length < (own[place]?.length ?? 0))) break;
    const judged = racing.map(({ index, losses }, place) => ({
      index,
      losses: [...losses, ...(results[place] ?? []).map((result) => lossOf(result, metric))],
    }));
    racing = judgeRace(
      judged.map(({ losses }) => losses),
      race,
    ).flatMap((place) => judged[place] ?? []);
  }
  return resolved;
}
