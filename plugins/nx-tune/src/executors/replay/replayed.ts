import type { LockComparison, LockedTrial } from '@nx-tune/sweep';

/** The verdict of a replay on one trial. */
export interface Replayed {
  readonly locked: LockedTrial;
  /**
   * `gone`: the sweep no longer asks for the trial. `unstable`: two replays in a row differ. `stopped`: it was not computed, or
   * files that it may read were edited meanwhile.
   */
  readonly verdict:
    | LockComparison
    | { readonly kind: 'gone' }
    | { readonly kind: 'stopped'; readonly reason: string }
    | (Omit<LockComparison, 'kind'> & { readonly kind: 'unstable' });
}
