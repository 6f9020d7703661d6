import type {
  NoiseJudgement,
  PlannedTrial,
  Promotion,
  RaceRound,
  Slot,
  Sweep,
  SweepDefaults,
  TopChoice,
} from '@nx-tune/sweep';

import type { Loader } from '../imports/loader.js';
import type { UnseenByNx } from '../imports/unseenByNx.js';
import type { Dependencies } from '../study/userDependencies.js';
import type { Cases } from './read/caseInputs.js';
import type { CommandWords } from './read/commandWords.js';
import type { ReachedFiles } from './read/reachedFiles.js';

/** One sweep file of a project: read and expanded, or what is wrong with it. */
export type SweepPlan = { readonly name: string; readonly file: string } & (
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }
  | {
      readonly kind: 'valid';
      readonly sweep: Sweep;
      readonly trials: readonly PlannedTrial[];
      /** Trials that were tried by hand on this machine: they are beside those of the sweep, which does not depend on them. */
      readonly tried: readonly PlannedTrial[];
      /** Positions whose params are proposed during the run; then `trials` is empty. */
      readonly slots: readonly Slot[];
      /** Steps that decide which of the trials and slots that continue others will run. */
      readonly promotions: readonly Promotion[];
      /** The step that decides which configurations are run again, if any are. */
      readonly top?: TopChoice;
      /** The rounds of a race; empty if there is none. */
      readonly rounds: readonly RaceRound[];
      /** The judgements that decide how many replicates there are, if any do. */
      readonly judgements: readonly NoiseJudgement[];
      /** Files that the objective starts with, relative to the project. */
      readonly entries: readonly string[];
      /** Digest of the code that the entries reach by imports: `withUnseen` fills it in, too. */
      readonly code: string;
      /** The program that loads the entries. */
      readonly loader: Loader;
      /** Files that the trials may read; Nx does not see each change of some. */
      readonly reached: ReachedFiles;
      /** The files among them that Nx must be made to read: `withUnseen` fills it in, for all sweeps at once. */
      readonly unseen: UnseenByNx;
      /** The files that its cases name. */
      readonly cases: Cases;
      /** Globs of the files that are cases, of all sweeps of the project, if this one has cases; `withUnseen` fills it in, too. */
      readonly otherCases?: readonly string[];
      /** Files of the project that sweeps of it extend, if any do: no trial reads them. `withUnseen` fills it in, too. */
      readonly bases?: readonly string[];
      /** The files that the words of its command name. */
      readonly words: CommandWords;
      /** Environment variables that `.env` files set or refer to. */
      readonly dotenv: readonly string[];
      /** The tasks that must run before the trials, since the user has added them to those that the sweep's target depends on. */
      readonly before: Dependencies;
      /** Messages for the user about things that are not errors. */
      readonly notices: readonly string[];
      /** Defaults for all sweeps, from the plugin's options. */
      readonly defaults: SweepDefaults;
      /** True if the type of its params is written to a file. */
      readonly hasParamsFile: boolean;
    }
);

/** The plan of a sweep whose file has no errors. */
export type ValidSweepPlan = Extract<SweepPlan, { kind: 'valid' }>;
