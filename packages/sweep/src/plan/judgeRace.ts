import { friedman, signedRank } from '@nx-tune/search';

import type { Race } from '../model/race.js';

/**
 * Decides which configurations stay in a race, as indices in their order, by their losses on the same evaluations. One is dropped if a
 * paired test says that it is behind the incumbent: the one with the least sum of ranks. The one with the best mean stays in any
 * case, since that is what a sweep ranks by.
 */
export function judgeRace(losses: readonly (readonly number[])[], { test, alpha }: Race): number[] {
  const all = losses.map((_, index) => index);
  if (losses.length < 2) return all;
  const tested = friedman(losses);
  const means = losses.map((own) => own.reduce((sum, loss) => sum + loss, 0) / own.length);
  const best = leastOf(all, means);
  const incumbent = leastOf(all, tested.rankSums, means);
  // Two are compared by Wilcoxon's test, as in F-Race.
  const isBehind =
    test === 'friedman' && losses.length > 2
      ? (index: number) => tested.p < alpha && tested.between(index, incumbent) < alpha
      : behindByWilcoxon(losses, incumbent, alpha);
  return all.filter((index) => index === incumbent || index === best || !isBehind(index));
}

/** The index with the least value; of equals that with the least of the others, then the earlier one. */
function leastOf(all: readonly number[], ...values: readonly (readonly number[])[]): number {
  const [first = 0, ...others] = all;
  return others.reduce((least, index) => {
    const deciding = values.find((one) => one[index] !== one[least]);
    return deciding !== undefined && (deciding[index] ?? NaN) < (deciding[least] ?? NaN) ? index : least;
  }, first);
}

/** Corrected for the number of comparisons: S. Holm, "A simple sequentially rejective multiple test procedure", 1979. */
function behindByWilcoxon(
  losses: readonly (readonly number[])[],
  incumbent: number,
  alpha: number,
): (index: number) => boolean {
  const tested = losses
    .map((own, index) => ({ index, p: index === incumbent ? 1 : pairedP(own, losses[incumbent] ?? []) }))
    .toSorted((a, b) => a.p - b.p);
  const kept = tested.findIndex(({ p }, place) => p >= alpha / Math.max(1, losses.length - 1 - place));
  const behind = new Set(tested.slice(0, kept).map(({ index }) => index));
  return (index) => behind.has(index);
}

/** Two infinite losses are equal. */
const pairedP = (own: readonly number[], other: readonly number[]): number =>
  signedRank(own.map((loss, place) => (loss === other[place] ? 0 : loss - (other[place] ?? NaN))));
