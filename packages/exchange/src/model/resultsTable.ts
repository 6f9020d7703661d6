import type { Json } from '@nx-tune/search';
import type { Outcome } from '@nx-tune/sweep';

/** Results of another tool as a table, before its columns are matched with the parameters of a sweep. */
export interface ResultsTable {
  /** The file's format, as the file of imported results names it, such as `optuna-journal`. */
  readonly kind: string;
  readonly columns: readonly ResultsColumn[];
  readonly rows: readonly ResultsRow[];
  /** The goal of the metric, if the tool states it. */
  readonly goal?: 'minimize' | 'maximize';
  /** An export of ours: every column that is not a parameter of the sweep is a metric. */
  readonly isOurs?: boolean;
}

export interface ResultsColumn {
  /** The name in the file, as given to `--map`. */
  readonly name: string;
  /** The name without the tool's prefix: `x` for `params_x`. */
  readonly plain: string;
  readonly holds: 'params' | 'metrics' | 'either' | 'neither';
  /** The results depend on it, whether or not the sweep has such a parameter. */
  readonly isParameter?: true;
  /** The tool's goal for this objective, if it has several. */
  readonly goal?: 'minimize' | 'maximize';
  /** The study's only objective, whatever its name. */
  readonly isObjective?: true;
}

export interface ResultsRow {
  /** `line 3`, `trial 4` */
  readonly where: string;
  /** By name of the column; absent if there is no value. In text tables, numbers are still texts. */
  readonly cells: ReadonlyMap<string, Json>;
  readonly end: Outcome | { readonly kind: 'none'; readonly why: string };
}

/** A table, or the problem with the file, on one line that begins with its position. */
export type ParsedTable = { readonly table: ResultsTable } | { readonly problem: string };

export const completed: ResultsRow['end'] = { kind: 'completed' };
export const notAResult = (why: string): ResultsRow['end'] => ({ kind: 'none', why });

/** The reason why a trial on one case is not a result of its configuration. */
export const isOnOneCase = 'it is on one case of several; name the sweep or its lock under "from" instead';
