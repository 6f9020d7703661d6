import type { Checksums } from '../trialFolder/checksums.js';
import type { WrittenTrial } from '../trialFolder/trialFolder.js';

/**
 * The record of a finished trial until Nx has cached it, which happens when a slice ends. However a run ends, the next
 * one finds here which trials it need not compute again.
 */
export interface JournalEntry {
  readonly schemaVersion: 2;
  readonly id: string;
  /** Digest of everything that the trial's result depends on besides its definition. */
  readonly inputs: string;
  /** SHA-256 of each file of the trial's folder, by its path within. */
  readonly files: Checksums;
  /**
   * The texts that nx-tune itself wrote: of files that are written without waiting for the disk, a power failure may leave
   * nothing but the names.
   */
  readonly texts?: WrittenTrial['texts'];
}
