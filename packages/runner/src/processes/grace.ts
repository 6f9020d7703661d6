import { setTimeout } from 'node:timers/promises';

/** The time that a trial may take to stop by itself when the run is interrupted. */
export const defaultGraceMs = 1_000;

/** Waits until all promises have settled, but no longer than the limit. */
export async function settledWithin(limitMs: number, promises: Iterable<Promise<unknown>>): Promise<void> {
  const waiting = new AbortController();
  const limit = setTimeout(limitMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(promises), limit]);
  waiting.abort();
}
