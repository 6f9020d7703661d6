import { meanOf, standardError } from '@nx-tune/search';

import type { TrialEntry } from './sweepReport.js';
import type { BestWorth } from './worthOfBest.js';

/** The number of standard errors of the difference within which two configurations cannot be distinguished. */
export const errorsApart = 2;

/** Returns how much worse another configuration is than the best, with each luck that both had. */
export function differencesTo(other: TrialEntry, { best, lossesOf }: BestWorth): number[] {
  const mine = lossesOf(best);
  return [...lossesOf(other)].flatMap(([key, loss]) => {
    const against = mine.get(key);
    return against === undefined ? [] : [loss - against];
  });
}

/**
 * The variance of a single value of the best or of another configuration, without the luck that they share. Those that were
 * checked may be so alike that their luck hardly differs, as a method that learns proposes them; then the differences of the two
 * say more. With a single difference nothing says whether the other one shares their luck, so all noise counts.
 */
export function noiseBetween(other: TrialEntry, known: BestWorth): number {
  const differences = differencesTo(other, known);
  const { own, total } = known.worth.noise;
  return differences.length > 1
    ? Math.max(own, (standardError(differences) ** 2 * differences.length) / 2)
    : Math.max(own, total);
}

/**
 * Returns how much better the best is than another configuration, under the seeds that all configurations share, and the standard
 * error of that.
 */
export function gainOver(other: TrialEntry, known: BestWorth): { gain: number; error: number } {
  const { best, others, worth, lossesOf } = known;
  const mine = lossesOf(best);
  const shared = [...mine.keys()].filter((key) => others.every((one) => lossesOf(one).has(key)));
  const theirs = lossesOf(other);
  const gain = meanOf(shared.map((key) => theirs.get(key) ?? NaN)) - worth.atFirst;
  return { gain, error: Math.sqrt(noiseBetween(other, known) * (1 / shared.length + 1 / mine.size)) };
}
