import type { Metric, Outcome } from '@nx-tune/sweep';

/** The state of a lock, compared with its sweep and with the results on this disk. */
export type LockState =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'missing' }
  /** `why` explains it in words. */
  | { readonly kind: 'outdated' | 'unreadable'; readonly why: string };

/** The state of a sweep. */
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
      /** The number of trials that it asks for. */
      readonly asked: number;
      /** The number of trials with a result, on this disk or in the lock. */
      readonly known: number;
      readonly onDisk: number;
      readonly inLock: number;
      readonly outcomes: { readonly [kind in Outcome['kind']]: number };
      /** The number of trials that have no result, or crashed. */
      readonly toRun: number;
      /** The number of trials in Nx's cache on this machine; absent if it was not looked up. */
      readonly cached?: number;
      readonly best?: {
        readonly id: string;
        /** With replicates, their mean. */
        readonly value: number;
        /** With several goals, the values of all of them, and the number of trials on the front, of which this one is picked. */
        readonly values?: { readonly [goal: string]: number };
        readonly front?: number;
        readonly standardError?: number;
        readonly replicates?: number;
        /** The number of cases, if there are any. */
        readonly cases?: number;
      };
      readonly lock: LockState;
    }
);
