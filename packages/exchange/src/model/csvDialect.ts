import type { ResultsColumn, ResultsRow, ResultsTable } from './resultsTable.js';

/** The tool whose files are expected; undefined for any. */
export type ImportTool = 'csv' | 'optuna' | 'wandb' | undefined;

/** The tables that one tool writes as CSV. */
export interface CsvDialect {
  readonly tool: Exclude<ImportTool, undefined>;
  /** The table's format, as the file of imported results names it. */
  readonly kind: string;
  readonly more?: Partial<ResultsTable>;
  recognises(header: readonly string[]): boolean;
  column(name: string, header: readonly string[]): Omit<ResultsColumn, 'name'>;
  /** Returns the end of a row's trial. */
  end(cell: (name: string) => string): ResultsRow['end'];
}
