import type { CsvDialect, ImportTool } from '../model/csvDialect.js';
import type { ParsedTable, ResultsRow } from '../model/resultsTable.js';
import { optunaCsv } from '../optuna/optunaCsv.js';
import { wandbCsv } from '../wandb/wandbCsv.js';
import { textOfCsvField } from './csvField.js';
import { type CsvRow, type CsvTable, parseCsvRows } from './csvRows.js';
import { withNestedCells } from './nestedCells.js';
import { nxTuneCsv } from './nxTuneCsv.js';
import { plainCsv } from './plainCsv.js';

/** In this order: the first that recognises a header reads the table. */
const dialects: readonly CsvDialect[] = [nxTuneCsv, optunaCsv, wandbCsv, plainCsv];

/** Reads a table of any tool: the header shows which. */
export function readCsv(text: string, tool: ImportTool): ParsedTable {
  const read = parseCsvRows(text);
  if ('problem' in read) return read;
  const dialect = dialects.find((one) => (tool === undefined || one.tool === tool) && one.recognises(read.header));
  if (dialect === undefined) return { problem: missing[tool ?? 'csv'] };
  const { header, rows } =
    dialect.more?.isOurs === true ? asWritten(read) : dialect.tool === 'wandb' ? withNestedCells(read) : read;
  const columns = header.flatMap((name) => (name === '' ? [] : [{ name, ...dialect.column(name, header) }]));
  return {
    table: { kind: dialect.kind, columns, rows: rows.map((row) => rowOf(dialect, header, row)), ...dialect.more },
  };
}

/** The texts that an export of ours was made of. */
const asWritten = ({ header, rows }: CsvTable): CsvTable => ({
  header: header.map(textOfCsvField),
  rows: rows.map(({ line, values }) => ({ line, values: values.map(textOfCsvField) })),
});

const missing: Readonly<Record<CsvDialect['tool'], string>> = {
  csv: 'it is not a table',
  optuna:
    'line 1: an Optuna table has a column "state" and columns "params_...", as study.trials_dataframe() writes them',
  wandb: 'line 1: a W&B table has the columns "Name" and "State"',
};

function rowOf(dialect: CsvDialect, header: readonly string[], { line, values }: CsvRow): ResultsRow {
  const cells = new Map<string, string>(
    header.flatMap((name, index) => (name === '' || (values[index] ?? '') === '' ? [] : [[name, values[index] ?? '']])),
  );
  const cell = (name: string): string => cells.get(name) ?? '';
  return { where: `line ${line}`, cells, end: dialect.end(cell) };
}
