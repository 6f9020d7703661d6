import { canonicalJson, noiseToSpread } from '@nx-tune/search';

import type { AutoReplicates } from '../model/sweep.js';
import { type ComparedBy, configurationLoss, type EvaluationResult } from '../trial/configurationLoss.js';
import { goalsOf } from '../trial/metric.js';

/** The number of first configurations on which `replicates: auto` measures noise, each with two seeds. */
export const pilotCount = 4;

/** The most replicates that it chooses. */
export const mostChosen = 5;

/** The number of replicates where noise cannot be measured: the usual choice. */
const usual = 3;

/** The fewest configurations between which there is a spread to speak of. */
const fewest = 3;

/** The largest standard error of a mean, as a part of the spread between configurations. */
export const errorShare = 0.5;

/** The number of replicates that `replicates: auto` has chosen, and why. */
export type ReplicatesChoice =
  /** The metrics are the same with another seed. */
  | { readonly why: 'no noise'; readonly replicates: 1 }
  /** Too few configurations completed with both seeds. */
  | { readonly why: 'unknown'; readonly replicates: number }
  /**
   * The standard deviation of noise, as a multiple of that between configurations: Infinity, written as null, if these cannot be
   * distinguished from noise.
   */
  | { readonly why: 'measured'; readonly replicates: number; readonly noise: number | null };

/** The rules by which results are judged. */
export interface NoiseJudge extends ComparedBy {
  readonly autoReplicates?: AutoReplicates;
}

/**
 * Chooses how often each configuration is run, from the results of the first few with two seeds, of which the first decides
 * whether the others are run with the second seed at all: the fewest with which the standard error of a mean is at most half of
 * the spread between configurations. Of what means differ by, at least 80 % is then due to the configurations: for a reliability
 * of 0.8, the formula of Spearman and Brown (C. Spearman, "Correlation calculated from faulty data", and W. Brown, "Some
 * experimental results in the correlation of mental abilities", British Journal of Psychology 3 (1910), 271-322) asks for as
 * many.
 */
export function chooseReplicates(
  pilots: readonly (readonly EvaluationResult[])[],
  judge: NoiseJudge,
): ReplicatesChoice {
  if (pilots[0] !== undefined && isWithoutNoise(pilots[0], judge)) return { why: 'no noise', replicates: 1 };
  const choices = goalsOf(judge.metric).map((goal) => chooseFor(pilots, { ...judge, metric: goal }));
  return choices.reduce((most, one) => (one.replicates > most.replicates ? one : most));
}

/** Chooses for one goal. The goal that needs the most decides. */
function chooseFor(pilots: readonly (readonly EvaluationResult[])[], judge: NoiseJudge): ReplicatesChoice {
  const pairs = pilots.map((evaluations) => lossesOf(evaluations, judge)).filter((pair) => pair.every(Number.isFinite));
  if (pairs.length < fewest) return { why: 'unknown', replicates: usual };
  const noise = noiseToSpread(pairs);
  const wanted = Math.ceil((noise / errorShare) ** 2 - rounding);
  return {
    why: 'measured',
    replicates: Math.min(mostChosen, Math.max(1, wanted)),
    noise: Number.isFinite(noise) ? noise : null,
  };
}

/** The difference that a sum in another order may have. */
const rounding = 1e-9;

/** The losses of a configuration with the first two seeds; Infinity where it did not complete. */
const lossesOf = (evaluations: readonly EvaluationResult[], judge: ComparedBy): readonly [number, number] => [
  configurationLoss(withSeed(evaluations, 0), judge),
  configurationLoss(withSeed(evaluations, 1), judge),
];

const withSeed = (evaluations: readonly EvaluationResult[], number: number): readonly EvaluationResult[] =>
  evaluations.filter(({ replicate = 0 }) => replicate === number);

/**
 * True if a configuration has completed, and with another seed returned the same metrics: all of them, since one alone may be the
 * same by accident, such as an accuracy.
 */
export function isWithoutNoise(evaluations: readonly EvaluationResult[], judge: NoiseJudge): boolean {
  if (!lossesOf(evaluations, judge).every(Number.isFinite)) return false;
  const [first, second] = [0, 1].map((number) => metricsOf(withSeed(evaluations, number), judge));
  return first === second;
}

/** The metrics on all cases, as a text. */
function metricsOf(evaluations: readonly EvaluationResult[], { autoReplicates }: NoiseJudge): string {
  const ignored = autoReplicates?.ignored ?? [];
  const texts = evaluations.map(({ metrics, case: on }) =>
    canonicalJson([
      on ?? null,
      Object.fromEntries(Object.entries(metrics).filter(([name]) => !ignored.includes(name))),
    ]),
  );
  return texts.toSorted().join('\n');
}
