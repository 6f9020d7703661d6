import {
  buildParams,
  canonicalJson,
  flattenParams,
  type Json,
  type JsonObject,
  type Parameter,
  possibleValue,
  valuesOf,
} from '@nx-tune/search';
import { fromMetricValue, type ImportedTrial, isComparable, type MetricValue, toMetricValue } from '@nx-tune/sweep';

import type { Foreign, ForeignColumn, ForeignRow } from './foreign.js';
import { labelsOf, matchColumns, type Matching, type Renaming, type Wanted } from './matchColumns.js';
import { parsePythonJson, unlessTooDeep } from './pythonJson.js';

/** What of a table can be learnt from. */
export interface Imported {
  readonly matching: Matching;
  readonly trials: readonly ImportedRow[];
  /** Rows that are no results, and why. */
  readonly leftOut: readonly { readonly where: string; readonly why: string }[];
  /** Constants of the sweep of which the table says nothing. */
  readonly assumed: readonly string[];
  /** How many values belong to parameters that are not active there, hence are none. */
  readonly inactive: number;
}

export interface ImportedRow {
  readonly where: string;
  readonly trial: ImportedTrial;
  /** Whether it lies in the space, hence is learnt from as things are. */
  readonly fits: boolean;
}

/** Takes the rows that are results, with the sweep's own names and values. */
export function importTrials(
  table: Foreign,
  sweep: Wanted,
  renamings: readonly Renaming[],
): Imported | { readonly problem: string } {
  return unlessTooDeep(() => takeTrials(table, sweep, renamings));
}

function takeTrials(
  table: Foreign,
  sweep: Wanted,
  renamings: readonly Renaming[],
): Imported | { readonly problem: string } {
  const matched = matchColumns(table, sweep, renamings);
  if ('problem' in matched) return matched;
  const { matching } = matched;
  const read = table.rows.map((row) => ({ where: row.where, ...readRow(row, matching, sweep) }));
  return {
    matching,
    trials: read.flatMap((one) =>
      'trial' in one ? [{ where: one.where, trial: one.trial, fits: isComparable(sweep, one.trial) }] : [],
    ),
    leftOut: read.flatMap((one) => ('why' in one ? [{ where: one.where, why: one.why }] : [])),
    assumed: [...constantsOf(sweep).keys()].filter((label) => !matching.params.has(label)),
    inactive: read.reduce((sum, one) => sum + ('trial' in one ? one.inactive : 0), 0),
  };
}

type ReadRow = { readonly trial: ImportedTrial; readonly inactive: number } | { readonly why: string };

function readRow(row: ForeignRow, matching: Matching, sweep: Wanted): ReadRow {
  if (row.end.kind === 'none') return { why: row.end.why };
  const { name } = sweep.metric;
  const cell = row.cells.get(matching.metric.name);
  const value = cell === undefined ? undefined : metricOf(cell);
  if (cell !== undefined && value === undefined)
    return { why: `${matching.metric.name} is ${show(cell)}, which is no number` };
  if (value === undefined && row.end.kind === 'completed') return { why: `it has no value of ${matching.metric.name}` };
  const params = paramsOf(row, matching, sweep);
  if ('why' in params) return params;
  const isNumber = value !== undefined && Number.isFinite(fromMetricValue(value));
  const outcome = row.end.kind === 'completed' && !isNumber ? ({ kind: 'diverged' } as const) : row.end;
  const budget = budgetOf(row, matching.budget, sweep);
  return {
    inactive: params.inactive,
    trial: {
      params: params.params,
      ...(budget === undefined ? {} : { budget }),
      outcome,
      metrics: { ...othersOf(row, matching), ...(value === undefined ? {} : { [name]: value }) },
    },
  };
}

function othersOf(row: ForeignRow, { others }: Matching): ImportedTrial['metrics'] {
  const read = [...others].map(([name, column]) => {
    const cell = row.cells.get(column.name);
    return [name, cell === undefined ? undefined : metricOf(cell)] as const;
  });
  return Object.fromEntries(read.filter((entry): entry is [string, MetricValue] => entry[1] !== undefined));
}

function budgetOf(
  row: ForeignRow,
  column: ForeignColumn | undefined,
  { ladder }: Wanted,
): ImportedTrial['budget'] | undefined {
  const cell = column === undefined ? undefined : row.cells.get(column.name);
  const amount = cell === undefined || cell === '' ? NaN : Number(cell);
  return ladder !== undefined && Number.isFinite(amount) ? { [ladder.unit]: amount } : undefined;
}

/** A number, by whatever name it has where it is not finite. */
function metricOf(cell: Json): MetricValue | undefined {
  if (typeof cell === 'number') return toMetricValue(cell);
  if (typeof cell !== 'string' || cell.trim() === '') return undefined;
  const text = cell.trim();
  const named = /^([+-]?)(?:inf|infinity)$/i.exec(text);
  if (named !== null) return named[1] === '-' ? '-Infinity' : 'Infinity';
  if (/^nan$/i.test(text)) return 'NaN';
  return Number.isNaN(Number(text)) ? undefined : toMetricValue(Number(text));
}

type Params = { readonly params: JsonObject; readonly inactive: number } | { readonly why: string };

/** Only what is active: other tools write every parameter of every trial. */
function paramsOf(row: ForeignRow, matching: Matching, sweep: Wanted): Params {
  const given = new Map<string, Json>();
  for (const label of labelsOf(sweep)) {
    const column = matching.params.get(label);
    const cell = column === undefined ? undefined : row.cells.get(column.name);
    if (cell !== undefined) given.set(label, ownValue(parametersAt(sweep, label), cell));
  }
  const written = given.size;
  const constants = constantsOf(sweep);
  for (const [label, value] of constants) if (!given.has(label)) given.set(label, value);
  const nested = nestedOf([...given]);
  const built = buildParams(sweep.space, valuesOf(sweep.space, nested));
  const active = labelsOf(sweep).filter((label) => has(built, label.split('.')));
  const missing = active.find((label) => !given.has(label) && !mayBeNull(parametersAt(sweep, label)));
  if (missing !== undefined) return { why: `it has no value of ${missing}` };
  const inactive = [...given.keys()].filter((label) => !active.includes(label) && !constants.has(label)).length;
  const strangers = matching.strangers.flatMap(({ name, plain }) => {
    const cell = row.cells.get(name);
    return cell === undefined ? [] : [[plain, plainValue(cell)] as const];
  });
  const params = nestedOf([...active.map((label) => [label, given.get(label) ?? null] as const), ...strangers]);
  return { params, inactive: Math.min(inactive, written) };
}

const parametersAt = ({ space }: Wanted, label: string): readonly Parameter[] =>
  space.filter(({ path }) => path.length > 0 && path.join('.') === label);

const mayBeNull = (parameters: readonly Parameter[]): boolean =>
  parameters.some(({ distribution }) => possibleValue(distribution, null) !== undefined);

function constantsOf(sweep: Wanted): ReadonlyMap<string, Json> {
  return new Map(
    labelsOf(sweep).flatMap((label) => {
      const [parameter, other] = parametersAt(sweep, label);
      const isConstant = other === undefined && parameter?.distribution.kind === 'constant';
      return isConstant ? [[label, parameter.distribution.value] as const] : [];
    }),
  );
}

/** The value that the space has for what is written, or what it reads as: "0.1" is 0.1 where a number is asked for. */
function ownValue(parameters: readonly Parameter[], cell: Json): Json {
  for (const reading of readingsOf(cell))
    for (const { distribution } of parameters) {
      const value = possibleValue(distribution, reading);
      if (value !== undefined) return value;
    }
  return plainValue(cell);
}

/** A text as it is, then as a number, a word of JSON or Python, or JSON. */
function readingsOf(cell: Json): readonly Json[] {
  if (typeof cell !== 'string') return [cell, canonicalJson(cell)];
  const text = cell.trim();
  const number = text === '' ? NaN : Number(text);
  const json = parsePythonJson(text);
  return [
    cell,
    ...(Number.isFinite(number) ? [number] : []),
    ...(Object.hasOwn(words, text) ? [words[text] ?? null] : []),
    ...(json === undefined ? [] : [json]),
  ];
}

const words: Readonly<Record<string, Json>> = { True: true, False: false, None: null };

/** What is outside of the space is kept as it reads: the space may grow. */
function plainValue(cell: Json): Json {
  const readings = readingsOf(cell);
  return (typeof cell === 'string' ? readings.find((reading) => typeof reading !== 'string') : undefined) ?? cell;
}

function nestedOf(values: readonly (readonly [label: string, value: Json])[]): JsonObject {
  const params: Record<string, Json> = {};
  for (const [label, value] of values) put(params, label.split('.'), value);
  return params;
}

/** What stands where an object is to be gives way: a name of another tool may be any. */
function put(into: Record<string, Json>, [key = '', ...rest]: readonly string[], value: Json): void {
  const present = Object.hasOwn(into, key) ? into[key] : undefined;
  const isOpen = present !== null && typeof present === 'object' && !Array.isArray(present);
  const next: Json = rest.length === 0 ? value : isOpen ? present : {};
  Object.defineProperty(into, key, { value: next, enumerable: true, configurable: true, writable: true });
  if (rest.length > 0) put(next as Record<string, Json>, rest, value);
}

function has(params: JsonObject, [key = '', ...rest]: readonly string[]): boolean {
  if (!Object.hasOwn(params, key)) return false;
  const value = params[key] ?? null;
  return rest.length === 0 || (value !== null && typeof value === 'object' && has(value as JsonObject, rest));
}

const show = (cell: Json): string => (typeof cell === 'string' ? JSON.stringify(cell) : canonicalJson(cell));

/** The best of those that lie in the space and completed. */
export function bestOf(
  { trials }: Pick<Imported, 'trials'>,
  { metric }: Pick<Wanted, 'metric'>,
): ImportedRow | undefined {
  const sign = metric.goal === 'minimize' ? 1 : -1;
  return trials
    .filter(({ fits, trial }) => fits && trial.outcome.kind === 'completed')
    .toSorted((a, b) => sign * (lossOf(a, metric.name) - lossOf(b, metric.name)))[0];
}

const lossOf = ({ trial }: ImportedRow, metric: string): number => fromMetricValue(trial.metrics[metric] ?? 'NaN');

/** The params of a trial in one line. */
export const inLine = (params: JsonObject): string =>
  flattenParams(params)
    .map(([label, value]) => `${label}=${typeof value === 'string' ? value : canonicalJson(value)}`)
    .join(' ');
