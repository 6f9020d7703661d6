import type { SweepDefaults } from '@nx-tune/sweep';

/** What the executors learn of a sweep from its target's metadata, which Nx leaves out of every hash. */
export type SweepMetadata =
  | { readonly problems: readonly string[] }
  | {
      readonly problems?: undefined;
      readonly name: string;
      readonly metric: { readonly name: string; readonly goal: 'minimize' | 'maximize' };
      /** What the user should know though nothing is wrong. */
      readonly notices: readonly string[];
      /** What the plugin's options say of all sweeps, if anything. */
      readonly defaults?: SweepDefaults;
      /** Digest of what is known from the locks under `from`. */
      readonly known?: string;
    };
