import {
  buildParams,
  canonicalJson,
  defined,
  flattenParams,
  type Json,
  type JsonObject,
  type Parameter,
  possibleValue,
  valuesOf,
} from '@nx-tune/search';
import {
  frontOf,
  fromMetricValue,
  goalsOf,
  type ImportedTrial,
  isComparable,
  judgeConfiguration,
  lossValue,
  type MetricValue,
  readFor,
} from '@nx-tune/sweep';

import type { ResultsColumn, ResultsRow, ResultsTable } from '../model/resultsTable.js';
import { unlessTooDeep } from '../model/unlessTooDeep.js';
import { metricValue, paramValue, plainValue } from './cellValue.js';
import { type ColumnMapping, type ColumnMatching, type ImportTarget, labelsOf, matchColumns } from './matchColumns.js';
import { hasParam, nestedParams } from './nestedParams.js';

/** The results of a table that a sweep can learn from. */
export interface TrialImport {
  readonly matching: ColumnMatching;
  readonly trials: readonly ImportedRow[];
  /** Rows that are not results, and why. */
  readonly leftOut: readonly { readonly where: string; readonly why: string }[];
  /** Constants of the sweep that no column of the table has. */
  readonly assumed: readonly string[];
  /** The number of values left out because their parameters are not active in that trial. */
  readonly inactive: number;
}

export interface ImportedRow {
  readonly where: string;
  readonly trial: ImportedTrial;
  /** True if it lies in the sweep's space, so that the sweep learns from it as it is. */
  readonly fits: boolean;
}

/** Takes the rows that are results, with the names and values of the sweep. */
export function importTrials(
  table: ResultsTable,
  sweep: ImportTarget,
  renamings: readonly ColumnMapping[],
): TrialImport | { readonly problem: string } {
  return unlessTooDeep(() => takeTrials(table, sweep, renamings));
}

function takeTrials(
  table: ResultsTable,
  sweep: ImportTarget,
  renamings: readonly ColumnMapping[],
): TrialImport | { readonly problem: string } {
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

function readRow(row: ResultsRow, matching: ColumnMatching, sweep: ImportTarget): ReadRow {
  if (row.end.kind === 'none') return { why: row.end.why };
  const wanted = [[sweep.metric.name, matching.metric] as const, ...matching.needed];
  const values = new Map<string, MetricValue>();
  for (const [name, column] of wanted) {
    const cell = row.cells.get(column.name);
    const value = cell === undefined ? undefined : metricValue(cell);
    if (cell !== undefined && value === undefined)
      return { why: `${column.name} is ${show(cell)}, which is not a number` };
    if (value === undefined && row.end.kind === 'completed') return { why: `it has no value for ${column.name}` };
    if (value !== undefined) values.set(name, value);
  }
  const params = paramsOf(row, matching, sweep);
  if ('why' in params) return params;
  const isNumber = ({ name }: { readonly name: string }): boolean =>
    Number.isFinite(fromMetricValue(values.get(name) ?? 'NaN'));
  const outcome =
    row.end.kind === 'completed' && !goalsOf(sweep.metric).every(isNumber) ? ({ kind: 'diverged' } as const) : row.end;
  const budget = budgetOf(row, matching.budget, sweep);
  return {
    inactive: params.inactive,
    trial: {
      params: params.params,
      ...defined({ budget }),
      outcome,
      metrics: { ...othersOf(row, matching), ...Object.fromEntries(values) },
    },
  };
}

function othersOf(row: ResultsRow, { others }: ColumnMatching): ImportedTrial['metrics'] {
  const read = [...others].map(([name, column]) => {
    const cell = row.cells.get(column.name);
    return [name, cell === undefined ? undefined : metricValue(cell)] as const;
  });
  return Object.fromEntries(read.filter((entry): entry is [string, MetricValue] => entry[1] !== undefined));
}

function budgetOf(
  row: ResultsRow,
  column: ResultsColumn | undefined,
  { ladder }: ImportTarget,
): ImportedTrial['budget'] | undefined {
  const cell = column === undefined ? undefined : row.cells.get(column.name);
  const amount = cell === undefined || cell === '' ? NaN : Number(cell);
  return ladder !== undefined && Number.isFinite(amount) ? { [ladder.unit]: amount } : undefined;
}

type Params = { readonly params: JsonObject; readonly inactive: number } | { readonly why: string };

/** Only the active params: other tools write every parameter of every trial. */
function paramsOf(row: ResultsRow, matching: ColumnMatching, sweep: ImportTarget): Params {
  const given = new Map<string, Json>();
  for (const label of labelsOf(sweep)) {
    const column = matching.params.get(label);
    const cell = column === undefined ? undefined : row.cells.get(column.name);
    if (cell !== undefined) given.set(label, paramValue(parametersAt(sweep, label), cell));
  }
  const written = given.size;
  const constants = constantsOf(sweep);
  for (const [label, value] of constants) if (!given.has(label)) given.set(label, value);
  const nested = nestedParams([...given].map(([label, value]) => [pathOf(sweep, label), value]));
  const built = buildParams(sweep.space, valuesOf(sweep.space, nested));
  const active = labelsOf(sweep).filter((label) => hasParam(built, pathOf(sweep, label)));
  const missing = active.find((label) => !given.has(label) && !mayBeNull(parametersAt(sweep, label)));
  if (missing !== undefined) return { why: `it has no value for ${missing}${whenHint(matching, sweep, missing)}` };
  const inactive = [...given.keys()].filter((label) => !active.includes(label) && !constants.has(label)).length;
  const strangers = matching.strangers.flatMap(({ name, plain }) => {
    const cell = row.cells.get(name);
    return cell === undefined ? [] : [[plain.split('.'), plainValue(cell)] as const];
  });
  const params = nestedParams([
    ...active.map((label) => [pathOf(sweep, label), given.get(label) ?? null] as const),
    ...strangers,
  ]);
  return { params, inactive: Math.min(inactive, written) };
}

/** A column with empty cells is usually that of a parameter which is there only for some values of another. */
const whenHint = ({ params }: ColumnMatching, sweep: ImportTarget, label: string): string =>
  params.has(label) && parametersAt(sweep, label).every(({ when }) => when === undefined)
    ? `; if it is there only under a condition, say so in the sweep file: ${label}: { ..., when: { OTHER: VALUE } }`
    : '';

const parametersAt = ({ space }: ImportTarget, label: string): readonly Parameter[] =>
  space.filter(({ path }) => path.length > 0 && path.join('.') === label);

/** `optim.lr` is one name or two, as the sweep file has it. */
const pathOf = (sweep: ImportTarget, label: string): readonly string[] =>
  parametersAt(sweep, label)[0]?.path ?? [label];

const mayBeNull = (parameters: readonly Parameter[]): boolean =>
  parameters.some(({ distribution }) => possibleValue(distribution, null) !== undefined);

function constantsOf(sweep: ImportTarget): ReadonlyMap<string, Json> {
  return new Map(
    labelsOf(sweep).flatMap((label) => {
      const [parameter, other] = parametersAt(sweep, label);
      const isConstant = other === undefined && parameter?.distribution.kind === 'constant';
      return isConstant ? [[label, parameter.distribution.value] as const] : [];
    }),
  );
}

const show = (cell: Json): string => (typeof cell === 'string' ? JSON.stringify(cell) : canonicalJson(cell));

/** The best of the completed trials that lie in the space, and how many are as good where the sweep has several goals. */
export interface BestImported {
  readonly best: ImportedRow;
  /** The number of trials on the Pareto front; absent with one goal. */
  readonly front?: number;
}

/** Finds the best of the trials that lie in the space and satisfy the sweep's rules: with several goals the one that it picks of the front. */
export function bestOf(
  { trials }: Pick<TrialImport, 'trials'>,
  { metric, ...rules }: Pick<ImportTarget, 'metric' | 'prefer' | 'reference'>,
): BestImported | undefined {
  const fitting = trials.filter(
    ({ fits, trial }) =>
      fits && trial.outcome.kind === 'completed' && readFor(metric, trial).outcome.kind === 'completed',
  );
  if (metric.goals !== undefined) {
    const judged = fitting.map(({ trial }) => judgeConfiguration([trial], { metric }));
    const { members, picked } = frontOf(judged, { metric, ...rules });
    const best = picked === undefined ? undefined : fitting[picked];
    return best && { best, front: members.length };
  }
  const loss = ({ trial }: ImportedRow): number =>
    lossValue(fromMetricValue(trial.metrics[metric.name] ?? 'NaN'), metric.goal);
  const [best] = fitting.toSorted((a, b) => loss(a) - loss(b));
  return best && { best };
}

/** The params of a trial on one line. */
export const paramsInLine = (params: JsonObject): string =>
  flattenParams(params)
    .map(([label, value]) => `${label}=${typeof value === 'string' ? value : canonicalJson(value)}`)
    .join(' ');
