import { setTimeout } from 'node:timers/promises';

/** How long a trial may take to stop by itself when its run is interrupted. */
export const defaultGraceMs = 1_000;

/** Waits until all of these have settled, but no longer than that. */
export async function settledWithin(limitMs: number, promises: Iterable<Promise<unknown>>): Promise<void> {
  const waiting = new AbortController();
  const limit = setTimeout(limitMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(promises), limit]);
  waiting.abort();
}
