import type { Metric, SweepDefaults } from '@nx-tune/sweep';

import type { Loader } from '../../imports/loader.js';

/** Facts about a sweep that executors read from its target's metadata, which Nx leaves out of every hash. */
export type SweepMetadata =
  | { readonly problems: readonly string[] }
  | {
      readonly problems?: undefined;
      readonly name: string;
      /** The program that loads the objective's files. */
      readonly loader: Loader;
      readonly metric: Metric;
      /** Messages for the user about things that are not errors. */
      readonly notices: readonly string[];
      /** Defaults for all sweeps from the plugin's options, if there are any. */
      readonly defaults?: SweepDefaults;
      /** Digest of the results in the locks named by `from`. */
      readonly known?: string;
      /** Digest of the code that the objective imports, unless tasks before the trials may make some of it. */
      readonly code?: string;
      /** Digest of its cases, and of which files they name. */
      readonly cases?: string;
    };
