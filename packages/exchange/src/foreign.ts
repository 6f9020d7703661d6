import type { Json } from '@nx-tune/search';
import type { Outcome } from '@nx-tune/sweep';

/** Results of another tool as a table, before anybody asks which column is which parameter of a sweep. */
export interface Foreign {
  /** What the file is, as the known file says it: `optuna-journal`. */
  readonly kind: string;
  readonly columns: readonly ForeignColumn[];
  readonly rows: readonly ForeignRow[];
  /** Which end of the metric is better, where the tool says so. */
  readonly goal?: 'minimize' | 'maximize';
  /** What is no parameter of the sweep is a metric of it. */
  readonly isOurs?: boolean;
}

export interface ForeignColumn {
  /** As `--map` calls it. */
  readonly name: string;
  /** What it is called without what the tool puts before: `x` of `params_x`. */
  readonly plain: string;
  readonly holds: 'params' | 'metrics' | 'either' | 'neither';
  /** A parameter in any case: results hang on it, whether or not the sweep has it. */
  readonly isParameter?: true;
  /** The only metric, whatever it is called. */
  readonly isObjective?: true;
}

export interface ForeignRow {
  /** `line 3`, `trial 4` */
  readonly where: string;
  /** By the column's name; absent where there is no value. Texts of tables are not yet numbers. */
  readonly cells: ReadonlyMap<string, Json>;
  readonly end: Outcome | { readonly kind: 'none'; readonly why: string };
}

/** A table, or what is wrong with the file, in one line that begins with where. */
export type ReadForeign = { readonly table: Foreign } | { readonly problem: string };

export const completed: ForeignRow['end'] = { kind: 'completed' };
export const none = (why: string): ForeignRow['end'] => ({ kind: 'none', why });
