import { CsvError, parse } from 'csv-parse/sync';

import { csvField } from './csvField.js';

/** The header of a CSV file and its rows, or the problem with it. */
export type CsvRows = CsvTable | { readonly problem: string };

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** The line on which the row ends. */
  readonly line: number;
  readonly values: readonly string[];
}

/** Reads CSV (RFC 4180); semicolons or tabs may separate the columns too. */
export function parseCsvRows(text: string): CsvRows {
  try {
    const [head, ...rows] = recordsOf(text);
    if (head === undefined) return { problem: 'it is empty' };
    const header = head.values.map((name) => name.trim());
    const twice = header.find((name, index) => name !== '' && header.indexOf(name) < index);
    return twice === undefined
      ? { header, rows }
      : { problem: `line 1: two columns are named ${JSON.stringify(twice)}` };
  } catch (error) {
    if (error instanceof CsvError) return { problem: problemOf(error) };
    throw error;
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function recordsOf(text: string): readonly CsvRow[] {
  const options = { bom: true, info: true, skip_empty_lines: true, delimiter: delimiterOf(text) };
  const records = parse(text, options) as unknown as readonly Parsed[];
  return records.map(({ record, info }) => ({ line: info.lines, values: record }));
}

/** Some spreadsheets write semicolons; the first line shows which. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return [',', ';', '\t'].find((candidate) => first.includes(candidate)) ?? ',';
}

function problemOf({ code, message, ...more }: CsvError): string {
  const lines = (more as { readonly lines?: number }).lines;
  const at = lines === undefined ? '' : `line ${lines}: `;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is not closed';
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
    return `${at}it does not have a value for each column of the header`;
  return `${at}${message.split('\n', 1)[0] ?? ''}`;
}

/** Writes CSV (RFC 4180), with lines that end in LF. */
export const formatCsvRows = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvField).join(',')}\n`).join('');
