/** Shortest slice: a wave of Nx costs about half a second, which must stay a small part. */
const shortestMs = 5_000;
/** Longest slice: what a killed run can lose. */
const longestMs = 60_000;
/** Trials in a row per thread in one slice: at its end threads wait for each other, on average half a trial. */
const trialsPerThread = 10;

/**
 * Whether a slice that has lasted `elapsedMs` may start one more trial. Nx caches trials when a slice ends, so a short
 * slice loses less when the run is killed, and a long one wastes less time at its end.
 */
export function mayStart(
  elapsedMs: number,
  longestTrialMs: number,
  sliceMs: number = lengthOf(longestTrialMs),
): boolean {
  return elapsedMs < sliceMs;
}

const lengthOf = (longestTrialMs: number): number =>
  Math.min(longestMs, Math.max(shortestMs, trialsPerThread * longestTrialMs));
