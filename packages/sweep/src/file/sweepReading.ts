import type { SweepSource } from './source.js';

/** Facts about how a file was read, which its values alone do not show. */
export interface SweepReading {
  /** True if the file means what it means to W&B. */
  readonly isWandb: boolean;
  readonly isFloat: SweepSource['isFloat'];
  /** Remarks on the file for the user. */
  readonly notices: readonly string[];
}
