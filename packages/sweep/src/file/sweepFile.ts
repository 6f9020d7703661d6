import type { Json, JsonObject, Method } from '@nx-tune/search';

/** Every distribution of W&B's sweep files, by their names. */
export const distributionNames = [
  'constant',
  'categorical',
  'int_uniform',
  'uniform',
  'q_uniform',
  'log_uniform',
  'log_uniform_values',
  'q_log_uniform',
  'q_log_uniform_values',
  'inv_log_uniform',
  'inv_log_uniform_values',
  'normal',
  'q_normal',
  'log_normal',
  'q_log_normal',
] as const;
export type DistributionName = (typeof distributionNames)[number];

/** One entry of `parameters`, as it is written. */
export interface ParameterEntry {
  readonly distribution?: DistributionName | undefined;
  readonly value?: Json | undefined;
  readonly values?: readonly Json[] | undefined;
  readonly probabilities?: readonly number[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly mu?: number | undefined;
  readonly sigma?: number | undefined;
  readonly q?: number | undefined;
  readonly parameters?: { readonly [name: string]: ParameterEntry } | undefined;
  readonly when?: JsonObject | undefined;
}

/** When a trial is stopped by what it reports, as it is written. */
export interface StopEntry {
  readonly metric?: string | undefined;
  readonly patience?: number | undefined;
  readonly min_delta?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly after?: number | undefined;
  readonly median?: string | undefined;
}

/** W&B's key for early stopping, as it is written. */
export interface EarlyTerminate {
  readonly type: 'hyperband' | 'successive_halving';
  readonly min_iter?: number | undefined;
  readonly max_iter?: number | undefined;
  readonly eta?: number | undefined;
  readonly s?: number | undefined;
  readonly strict?: boolean | undefined;
}

/** A sweep file, as it is written: the keys are W&B's, and new ones follow their style. */
export interface SweepFile {
  readonly objective?: string | undefined;
  readonly program?: string | undefined;
  readonly command?: readonly (string | number | boolean)[] | undefined;
  readonly method: Method;
  readonly metric: {
    readonly name: string;
    readonly goal?: 'minimize' | 'maximize' | undefined;
    readonly target?: number | undefined;
  };
  readonly metrics?: { readonly [name: string]: { readonly deterministic: boolean } } | undefined;
  readonly parameters: { readonly [name: string]: ParameterEntry };
  readonly zip?: readonly (readonly string[])[] | undefined;
  readonly union?: readonly { readonly [name: string]: ParameterEntry }[] | undefined;
  readonly exclude?: readonly JsonObject[] | undefined;
  readonly constraints?: readonly string[] | undefined;
  readonly points?: readonly JsonObject[] | undefined;
  readonly prior?: JsonObject | undefined;
  readonly from?: string | readonly string[] | undefined;
  readonly seed?: string | number | undefined;
  readonly run_cap?: number | undefined;
  readonly max_trials?: number | undefined;
  readonly inputs?: readonly (string | { readonly env: string })[] | undefined;
  readonly isolation?: 'thread' | 'process' | undefined;
  readonly timeout?: number | undefined;
  readonly memory?: number | undefined;
  readonly retries?: number | undefined;
  readonly shards?: number | undefined;
  readonly generation?: number | undefined;
  readonly budget?: { readonly name: string } | undefined;
  readonly early_terminate?: EarlyTerminate | undefined;
  readonly curves?: boolean | undefined;
  readonly stop?: StopEntry | undefined;
  readonly on_crash?: 'fail' | 'record' | undefined;
  readonly fail_fast?: number | undefined;
  readonly resources?: { readonly cpus?: number | undefined; readonly gpus?: number | undefined } | undefined;
  readonly description?: string | undefined;
  /** Keys of W&B that have no meaning here: they are named in a notice. */
  readonly name?: Json | undefined;
  readonly project?: Json | undefined;
  readonly entity?: Json | undefined;

  readonly $schema?: string | undefined;
}
