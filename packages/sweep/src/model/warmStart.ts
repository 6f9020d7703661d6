import type { JsonObject } from '@nx-tune/search';

/** What is known of other sweeps, or of results from elsewhere, before the first trial of one. */
export interface WarmStart {
  /** Of the results: it stands for them where all is written down that proposals follow from. */
  readonly digest: string;
  /** From best to worst. */
  readonly results: readonly WarmStartResult[];
}

/** Lower is better; none, where a trial did not complete. */
export interface WarmStartResult {
  readonly params: JsonObject;
  readonly loss: number | null;
  /** What it was computed with, where trials have budgets. */
  readonly budget?: number;
}
