import {
  type ImportTool,
  readCsv,
  type ParsedTable,
  readOptunaJournal,
  readOptunaSqlite,
  readWandbJson,
  unlessTooDeep,
} from '@nx-tune/exchange';
import { parsePythonJson } from '@nx-tune/search';

import { Mistake } from '../../mistake.js';
import { withSqlite } from './sqlite.js';

/** Reads a file of another tool. Without `from`, its content shows what it is. Never throws for a broken file. */
export async function readForeign(
  bytes: Uint8Array,
  from: ImportTool,
  study: string | undefined,
): Promise<ParsedTable> {
  if (isSqlite(bytes))
    return from === undefined || from === 'optuna' ? readDatabase(bytes, study) : isOther(from, 'a database');
  return unlessTooDeep(() => readTextOf(Buffer.from(bytes).toString('utf8'), from, study));
}

function readTextOf(text: string, from: ImportTool, study: string | undefined): ParsedTable {
  if (text.includes('\0')) return { problem: 'it is neither text nor an SQLite database' };
  const [first = ''] = text.trimStart().split('\n', 1);
  const isJson = /^[[{]/.test(first);
  if (!isJson) return readCsv(text, from);
  if (from === 'csv') return isOther(from, 'JSON');
  const isJournal = first.startsWith('{') && hasCode(first);
  if (from === 'optuna' || (from === undefined && isJournal)) return readOptunaJournal(text, study);
  return readWandbJson(text);
}

const isOther = (from: string, what: string): ParsedTable => ({
  problem: `it is ${what}, not a file for --from ${from}`,
});

const isSqlite = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0';

function hasCode(line: string): boolean {
  const value = parsePythonJson(line);
  return value !== null && typeof value === 'object' && 'op_code' in value;
}

async function readDatabase(bytes: Uint8Array, study: string | undefined): Promise<ParsedTable> {
  try {
    return await withSqlite(bytes, (query) => readOptunaSqlite(query, study));
  } catch (error) {
    if (error instanceof Mistake) throw error;
    return {
      problem: `it is not a database of Optuna 2.4 or later: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
