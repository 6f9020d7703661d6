import { createStream } from '@nx-tune/search';
import type { Lock, LockedTrial } from '@nx-tune/sweep';

/** The trials of a lock to compute again: all, those named, or a sample. */
export interface ReplayChoice {
  /** Ids, or the beginnings of ids. */
  readonly trials?: readonly string[];
  readonly sample?: number;
  /** Seed of the sample. */
  readonly seed?: string;
}

/** The chosen trials in the order of the lock, or a message if one does not exist. */
export function chooseTrials(
  { trials }: Lock,
  { trials: wanted, sample, seed = '0' }: ReplayChoice,
): readonly LockedTrial[] | string {
  const unknown = wanted?.find((prefix) => !trials.some(({ id }) => id.startsWith(prefix)));
  if (unknown !== undefined)
    return `The lock has no trial "${unknown}". "npx nx-tune trials --source lock" lists its trials.`;
  const named =
    wanted === undefined ? trials : trials.filter(({ id }) => wanted.some((prefix) => id.startsWith(prefix)));
  return sample === undefined ? named : sampleOf(named, sample, seed);
}

/** Each trial draws a number of its own, so that a sample changes little when trials are added to the lock. */
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
