import type { LockComparison, LockedTrial } from '@nx-tune/sweep';

/** The verdict of a replay on one trial. */
export interface Replayed {
  readonly locked: LockedTrial;
  /** `gone`: the sweep no longer asks for the trial. `unstable`: two replays in a row differ. */
  readonly verdict:
    | LockComparison
    | { readonly kind: 'gone' }
    | (Omit<Unstable, 'kind'> & { readonly kind: 'unstable' });
}
type Unstable = Extract<LockComparison, { readonly kind: 'different' }>;
