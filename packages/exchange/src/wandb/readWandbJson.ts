import { flattenParams, type Json, type JsonObject, parsePythonJson, isJsonObject } from '@nx-tune/search';

import { completed, type ResultsColumn, type ResultsRow, notAResult, type ParsedTable } from '../model/resultsTable.js';

/** Reads runs of W&B as a program that calls `wandb.Api().runs()` writes them: a list or lines of `config` and `summary`. */
export function readWandbJson(text: string): ParsedTable {
  const whole = parsePythonJson(text);
  const isLines = whole === undefined || (isJsonObject(whole) && 'config' in whole);
  const runs = isLines ? linesOf(text) : listOf(whole);
  if (runs === undefined) return { problem: 'a list of runs was expected, each with "config" and "summary"' };
  const rows: ResultsRow[] = [];
  for (const { where, run } of runs) {
    if (run === undefined) return { problem: `${where}: it is not JSON` };
    const cells = isJsonObject(run) ? cellsOf(run) : undefined;
    if (cells === undefined) return { problem: `${where}: it has no "config"` };
    rows.push({ where, cells, end: endOf(run as JsonObject) });
  }
  const names = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  return { table: { kind: 'wandb-json', columns: names.map(columnOf), rows } };
}

interface Run {
  readonly where: string;
  readonly run: Json | undefined;
}

const linesOf = (text: string): readonly Run[] =>
  text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ where: `line ${index + 1}`, run: parsePythonJson(line) }]));

function listOf(whole: Json): readonly Run[] | undefined {
  const list = isJsonObject(whole) ? whole['runs'] : whole;
  if (!Array.isArray(list)) return undefined;
  return (list as readonly Json[]).map((run, index) => ({ where: `run ${index + 1}`, run }));
}

function cellsOf(run: JsonObject): ReadonlyMap<string, Json> | undefined {
  const config = objectOf(run['config']);
  if (config === undefined) return undefined;
  const summary = objectOf(run['summary'] ?? run['summary_metrics'] ?? run['summaryMetrics']) ?? {};
  return new Map([...cellsOfPart('config', unwrapped(config)), ...cellsOfPart('summary', summary)]);
}

/** Some programs write `config` as a string of JSON. */
function objectOf(value: Json | undefined): JsonObject | undefined {
  const read = typeof value === 'string' ? parsePythonJson(value) : value;
  return isJsonObject(read) ? read : undefined;
}

/** In W&B's own files each value of a config is `{ value, desc }`. */
const unwrapped = (config: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isWrapped(value) ? (value['value'] ?? null) : value]),
  );

const isWrapped = (value: Json): value is JsonObject =>
  isJsonObject(value) && 'value' in value && Object.keys(value).every((key) => key === 'value' || key === 'desc');

const cellsOfPart = (part: string, values: JsonObject): readonly (readonly [string, Json])[] =>
  flattenParams(values)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, value]) => [`${part}.${name}`, value]);

function columnOf(name: string): ResultsColumn {
  const isConfig = name.startsWith('config.');
  return { name, plain: name.slice(isConfig ? 7 : 8), holds: isConfig ? 'params' : 'metrics' };
}

function endOf({ state }: JsonObject): ResultsRow['end'] {
  if (state === undefined || state === null || state === 'finished') return completed;
  return notAResult(`its state is ${typeof state === 'string' ? state : JSON.stringify(state)}`);
}
