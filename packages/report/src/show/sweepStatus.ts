import type { Metric, Outcome } from '@nx-tune/sweep';

/** How a lock stands to its sweep and to the results on this disk. */
export type LockState =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'missing' }
  /** Why, in words. */
  | { readonly kind: 'outdated' | 'unreadable'; readonly why: string };

/** Where a sweep stands. */
export type SweepStatus = {
  readonly project: string;
  readonly sweep: string;
  /** Relative to the workspace. */
  readonly file: string;
} & (
  | { readonly problems: readonly string[] }
  | {
      readonly problems?: undefined;
      readonly method: string;
      readonly metric: Metric;
      /** How many trials it asks for. */
      readonly asked: number;
      /** Of how many a result is known, on this disk or in the lock. */
      readonly known: number;
      readonly onDisk: number;
      readonly inLock: number;
      readonly outcomes: { readonly [kind in Outcome['kind']]: number };
      /** How many have no result, or crashed. */
      readonly toRun: number;
      /** How many Nx's cache on this machine has; absent where it was not asked. */
      readonly cached?: number;
      readonly best?: { readonly id: string; readonly value: number };
      readonly lock: LockState;
    }
);
