import type { LockComparison, LockedTrial } from '@nx-tune/sweep';

/** What a replay says of one trial. */
export interface Replayed {
  readonly locked: LockedTrial;
  /** `gone`: the sweep does not ask for it any more. `unstable`: two replays in a row differ. */
  readonly verdict:
    | LockComparison
    | { readonly kind: 'gone' }
    | (Omit<Unstable, 'kind'> & { readonly kind: 'unstable' });
}
type Unstable = Extract<LockComparison, { readonly kind: 'different' }>;
