import { createStream } from '@nx-tune/search';
import type { Lock, LockedTrial } from '@nx-tune/sweep';

/** Which trials of a lock are computed again: all, those named, or a sample. */
export interface Choice {
  /** Ids, or beginnings of ids. */
  readonly trials?: readonly string[];
  readonly sample?: number;
  /** Of the sample. */
  readonly seed?: string;
}

/** The chosen trials in the lock's order, or what is wrong with the choice. */
export function chooseTrials(
  { trials }: Lock,
  { trials: wanted, sample, seed = '0' }: Choice,
): readonly LockedTrial[] | string {
  const unknown = wanted?.find((prefix) => !trials.some(({ id }) => id.startsWith(prefix)));
  if (unknown !== undefined)
    return `The lock knows no trial "${unknown}". "npx nx-tune trials" lists those that it knows.`;
  const named =
    wanted === undefined ? trials : trials.filter(({ id }) => wanted.some((prefix) => id.startsWith(prefix)));
  return sample === undefined ? named : sampleOf(named, sample, seed);
}

/** Each trial draws its own number, so that adding trials to a lock changes little of a sample. */
function sampleOf(trials: readonly LockedTrial[], size: number, seed: string): LockedTrial[] {
  const drawn = trials.map((trial) => ({ trial, draw: createStream(seed, 'replay', trial.id)() }));
  const chosen = new Set(
    drawn
      .toSorted((a, b) => a.draw - b.draw)
      .slice(0, size)
      .map(({ trial }) => trial),
  );
  return trials.filter((trial) => chosen.has(trial));
}
