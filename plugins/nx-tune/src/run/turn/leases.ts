import { leaseVariable } from '../../constants.js';

/** Returns how long a run whose processes cannot be checked may be silent before its turn is over. */
export function leaseMs(): number {
  const text = process.env[leaseVariable] ?? '';
  return /^\d+$/.test(text) ? Number(text) : 20_000;
}

/** Longest time between two looks that counts in full: whoever was asleep meanwhile has not watched. */
const longestGapMs = 1_000;

/** Watches how long the stamps of others have not changed, by the watcher's own clock: clocks of machines differ. */
export interface Silences {
  /** Notes a stamp, and returns how long it has been the same while somebody watched. */
  readonly watch: (key: string, stamp: string) => number;
}

export function createSilences(nowMs: () => number = () => performance.now()): Silences {
  const seen = new Map<string, { stamp: string; lookMs: number; silentMs: number }>();
  return {
    watch: (key, stamp) => {
      const now = nowMs();
      const last = seen.get(key);
      const silentMs = last?.stamp === stamp ? last.silentMs + Math.min(now - last.lookMs, longestGapMs) : 0;
      seen.set(key, { stamp, lookMs: now, silentMs });
      return silentMs;
    },
  };
}
