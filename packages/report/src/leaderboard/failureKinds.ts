import { crashKind } from '@nx-tune/sweep/trial';

import type { RankedTrial } from '../data/rankTrials.js';

/** A trial that failed, and its error. */
export interface Failure {
  readonly trial: RankedTrial;
  readonly error: string;
}

/** The number of kinds of failures that are shown. */
const mostKinds = 8;

/** Sorts the trials that failed by how they did. Only the first kinds are shown; `others` counts the rest. */
export function failureKinds(ranked: readonly RankedTrial[]): {
  readonly shown: readonly (readonly Failure[])[];
  readonly others: { readonly trials: number; readonly kinds: number };
} {
  const kinds = new Map<string, Failure[]>();
  for (const failure of ranked.flatMap(failureOf)) {
    const kind = crashKind(failure.error);
    kinds.set(kind, [...(kinds.get(kind) ?? []), failure]);
  }
  const all = [...kinds.values()];
  const more = all.slice(mostKinds);
  return { shown: all.slice(0, mostKinds), others: { trials: more.flat().length, kinds: more.length } };
}

const failureOf = (trial: RankedTrial): Failure[] => {
  const { outcome } = trial.result;
  return outcome.kind === 'failed' ? [{ trial, error: outcome.error }] : [];
};

/** The number of trials of a kind that are named. */
const mostNamed = 3;

/** Names the first trials of a kind, and counts the others: "a, b, c and 5 more". */
export function namesOf(alike: readonly Failure[]): string {
  const named = alike.slice(0, mostNamed).map(({ trial }) => trial.result.id);
  const more = alike.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
