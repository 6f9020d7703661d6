import { canonicalJson, digest, type Json } from '@nx-tune/search/core';

import { replicateSeed } from './replicateSeed.js';
import type { TrialDefinition } from './trial.js';

/** Distinguishes the evaluations of one configuration, each of which is a trial. */
export interface EvaluationKey {
  /** The number of the replicate, from 0. */
  readonly replicate: number;
  /** The case that the configuration is evaluated on, where the sweep lists cases. */
  readonly case?: Json;
}

/** The evaluations of each configuration: all cases once, then all of them again. Without either key there is one. */
export const evaluationKeysOf = ({
  replicates = 1,
  cases,
}: {
  readonly replicates?: number;
  readonly cases?: readonly Json[];
}): readonly EvaluationKey[] =>
  Array.from({ length: replicates }, (_, replicate) =>
    cases === undefined ? [{ replicate }] : cases.map((one) => ({ replicate, case: one })),
  ).flat();

/** A trial on a case, with the seed of a replicate. Replicate 0 has the seed of the sweep, and no number. */
export const evaluationAt = <T extends Omit<TrialDefinition, 'params'>>(trial: T, key: EvaluationKey): T => {
  const { replicate, case: on } = key;
  if (isPlainEvaluation(key)) return trial;
  return {
    ...trial,
    ...(replicate === 0 ? {} : { seed: replicateSeed(trial.seed, replicate), replicate }),
    ...(on === undefined ? {} : { case: on }),
  };
};

/** True if an evaluation is the one that a configuration has in a sweep without replicates and cases. */
export const isPlainEvaluation = ({ replicate, case: on }: EvaluationKey): boolean =>
  replicate === 0 && on === undefined;

/** A short text that distinguishes an evaluation from the others of its configuration: `r1`, or `r1-` and a digest of the case. */
export const evaluationId = ({ replicate, case: on }: EvaluationKey): string =>
  `r${replicate}${on === undefined ? '' : `-${digest(canonicalJson(on), 8)}`}`;
