import type { SweepSource } from './source.js';

/** How a file was read, which its values alone do not show. */
export interface SweepReading {
  /** Whether the file means what it means to W&B. */
  readonly isWandb: boolean;
  readonly isFloat: SweepSource['isFloat'];
  /** What the user should know about it. */
  readonly notices: readonly string[];
}
