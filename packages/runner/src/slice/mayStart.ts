/** The shortest slice: each costs Nx about half a second, which must remain a small part of it. */
const shortestMs = 5_000;
/** The longest slice, and so the most work that a killed run can lose. */
const longestMs = 60_000;
/** Trials per thread in one slice: at its end threads wait for each other, for half a trial on average. */
const trialsPerThread = 10;

/**
 * Decides whether a slice that has lasted `elapsedMs` may start another trial. Nx caches trials when a slice ends, so a
 * short slice loses less when the run is killed, and a long one wastes less time at its end.
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
