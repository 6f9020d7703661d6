import type { PlannedTrial, Promotion, Slot, Sweep, SweepDefaults } from '@nx-tune/sweep';

/** One sweep file of a project, read and expanded, or what is wrong with it. */
export type SweepPlan = { readonly name: string; readonly file: string } & (
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  | {
      readonly kind: 'ready';
      readonly sweep: Sweep;
      readonly trials: readonly PlannedTrial[];
      /** Places of trials that are proposed by and by; then `trials` is empty. */
      readonly slots: readonly Slot[];
      /** What decides which of the trials and slots that continue others run. */
      readonly promotions: readonly Promotion[];
      readonly entries: readonly string[];
      readonly code: string;
      /** Files of the code that Nx does not watch, relative to the workspace. */
      readonly unwatched: readonly string[];
      readonly notices: readonly string[];
      /** What the plugin's options say of all sweeps. */
      readonly defaults: SweepDefaults;
      /** Whether the type of its params is written to a file. */
      readonly hasParamsFile: boolean;
    }
);
/** One without mistakes. */
export type ReadyPlan = Extract<SweepPlan, { kind: 'ready' }>;
