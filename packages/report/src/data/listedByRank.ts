import { andList } from '../text/andList.js';
import type { RankedTrial } from './rankTrials.js';

/** The number of configurations that are named. */
const mostNamed = 5;

/** Names configurations by rank and id: `#2 (a), #3 (b) and 4 more`. */
export function listedByRank(trials: readonly RankedTrial[]): string {
  const named = trials.slice(0, mostNamed).map(({ rank, result }) => `#${rank} (${result.id})`);
  const more = trials.length - named.length;
  return andList(more > 0 ? [...named, `${more} more`] : named);
}
