import type { JsonObject } from '@nx-tune/search';

/** A named point that always runs, and that the result of a sweep is compared with. */
export interface Baseline {
  readonly name: string;
  /** All params of its trial. They may lie outside of the search space. */
  readonly params: JsonObject;
  /** A description in words: `heavy ball 0.9, step 0.1`. */
  readonly note?: string;
  /** The publication that it is from. */
  readonly source?: string;
}
