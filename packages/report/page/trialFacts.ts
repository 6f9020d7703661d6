import { distinctTitles } from '../src/data/distinctTitles.js';
import { goalsIn, withViolating } from './charts/marks.js';
import { factsIn } from '../src/data/factsIn.js';
import { textOf } from '../src/data/paramText.js';
import type { ParamData, ReportData, TimingData } from '../src/data/reportData.js';
import { filterableNames, type FilterNames, runValues } from '../src/select/filterableNames.js';
import type { Row } from '../src/select/parseFilter.js';
import { formatBytes } from '../src/text/formatBytes.js';
import { formatDuration } from '../src/text/formatDuration.js';
import { formatNumber } from '../src/text/formatNumber.js';

/** A column of the table: the text for each trial, and the value by which it is sorted. */
export interface TableColumn {
  readonly label: string;
  text(index: number): string;
  /** Undefined if the trial has no value: it comes last. */
  value(index: number): string | number | undefined;
}

/** The columns of the table, with means of replicates: the sweep's goals come first, since a phone has room for little more. */
export function tableColumns(each: ReportData): readonly TableColumn[] {
  const data = withViolating(each);
  const { trials, params, metrics, configurations } = data;
  const goals = goalsIn(data).length;
  const columns = metrics.map(({ name, values }, place) => ({
    kind: 'metric' as const,
    name,
    text: (index: number) => metricText(data, values[index] ?? null, index, place),
    value: (index: number) => values[index] ?? undefined,
  }));
  const fact = (name: string, values: readonly (string | number)[]) => ({
    kind: 'fact' as const,
    name,
    text: (index: number) => String(values[index] ?? ''),
    value: (index: number) => values[index],
  });
  const numeric = (name: string, texts: readonly string[]) => ({
    kind: 'fact' as const,
    name,
    text: (index: number) => texts[index] ?? '',
    value: (index: number) => (texts[index] === '' ? undefined : Number.parseFloat(texts[index] ?? '')),
  });
  const named = (name: string, texts: readonly string[]) => ({
    kind: 'fact' as const,
    name,
    text: (index: number) => texts[index] ?? '',
    value: (index: number) => (texts[index] === '' ? undefined : texts[index]),
  });
  const all = [
    fact('rank', trials.rank),
    ...columns.slice(0, goals),
    ...(data.front === undefined ? [] : [named('front', frontTexts(data))]),
    ...(data.violating === undefined ? [] : [named('violates', violatedTexts(data))]),
    ...(configurations?.replicates.some((text) => text !== '') === true
      ? [numeric('± se', configurations.errors), numeric('replicates', configurations.replicates)]
      : []),
    ...(configurations?.cases === undefined ? [] : [numeric('cases', configurations.cases)]),
    ...(trials.baseline === undefined ? [] : [named('baseline', trials.baseline)]),
    ...params.map((param) => ({
      kind: 'param' as const,
      name: param.label,
      text: (index: number) => textOf(param, index),
      value: (index: number) => sortValue(param, index),
    })),
    ...columns.slice(goals),
    ...usageColumns(each, data),
    fact('number', trials.number),
    fact('trial', trials.id),
  ];
  const titles = distinctTitles([...all, outcomeRow]);
  return all.map(({ text, value }, place) => ({ label: titles[place] ?? '', text, value }));
}

const frontTexts = ({ trials, front, best }: ReportData): readonly string[] =>
  trials.id.map((_, index) => (index === best ? 'picked' : front?.members.includes(index) === true ? 'front' : ''));

const violatedTexts = ({ trials, violating = {} }: ReportData): readonly string[] =>
  trials.id.map((_, index) => violating[index]?.rules.join(', ') ?? '');

/**
 * Returns columns of the known facts about the runs of trials; for a configuration, the means of its replicates, and their
 * largest memory.
 */
function usageColumns(each: ReportData, { timing = [] }: ReportData): readonly UsageColumn[] {
  const column = (
    name: string,
    valueIn: (run: TimingData) => number | undefined,
    format: (value: number) => string,
    summary: (values: readonly number[]) => number,
  ): UsageColumn[] => {
    const known = timing.map((run) => (run === null ? undefined : valueIn(run)));
    if (known.every((value) => value === undefined)) return [];
    const value = (index: number): number | undefined => {
      const own = replicatesOf(each, index).flatMap((one) => known[one] ?? []);
      return own.length === 0 ? undefined : summary(own);
    };
    const text = (index: number): string => {
      const found = value(index);
      return found === undefined ? '' : format(found);
    };
    return [{ kind: 'fact', name, text, value }];
  };
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  return [
    ...column('time', ({ durationMs }) => durationMs, formatDuration, mean),
    ...column('CPU time', ({ cpuMs }) => cpuMs, formatDuration, mean),
    ...column(
      'memory',
      ({ peakMemoryBytes }) => peakMemoryBytes,
      formatBytes,
      (values) => Math.max(...values),
    ),
  ];
}

interface UsageColumn extends Omit<TableColumn, 'label'> {
  readonly kind: 'fact';
  readonly name: string;
}

function replicatesOf({ configurations }: ReportData, index: number): readonly number[] {
  if (configurations === undefined) return [index];
  return configurations.first.flatMap((first, one) => (first === index ? [one] : []));
}

/** The additional row in the comparison of selected trials. */
const outcomeRow = { kind: 'fact', name: 'outcome' } as const;

/** A trial's values by the names that a filter uses; with replicates, those of its configuration. */
export function rowOf(each: ReportData, replicate: number): Row {
  const [data, index] = [withViolating(each), each.configurations?.first[replicate] ?? replicate];
  const kinds = { trial: fact, params: param, metrics: metric };
  return (name) => {
    const [, kind = '', rest = ''] = /^(trial|params|metrics)\.(.+)$/s.exec(name) ?? [];
    const inFull = kind === '' ? undefined : kinds[kind as keyof typeof kinds](data, index, rest);
    return (
      usage(data, index, name) ??
      inFull ??
      fact(data, index, name) ??
      param(data, index, name) ??
      metric(data, index, name)
    );
  };
}

/** All names that a filter understands. */
export const namesOf = (data: ReportData): FilterNames =>
  filterableNames(
    [...data.params, ...data.constants].map(({ label }) => label),
    data.metrics.map(({ name }) => name),
    factsIn(data),
    data.timing !== undefined,
  );

/** The params of a trial in their nested form. */
export function paramsOf({ params, constants }: ReportData, index: number): { readonly [name: string]: unknown } {
  const tree = new Map<string, unknown>();
  for (const column of [...params, ...constants]) {
    const value = jsonOf(column, index);
    if (value !== undefined && column.path.length > 0) put(tree, column.path, value);
  }
  return toObject(tree);
}

function put(tree: Map<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) tree.set(first, value);
  else {
    const inner = tree.get(first);
    const next = inner instanceof Map ? (inner as Map<string, unknown>) : new Map<string, unknown>();
    tree.set(first, next);
    put(next, rest, value);
  }
}

const toObject = (tree: Map<string, unknown>): { [name: string]: unknown } =>
  Object.fromEntries(
    [...tree].map(([key, value]) => [key, value instanceof Map ? toObject(value as Map<string, unknown>) : value]),
  );

/** The value of a parameter; undefined if the trial does not have it. */
function jsonOf({ values, categories }: ParamData, index: number): unknown {
  const value = values[index] ?? null;
  if (value === null) return undefined;
  return categories === undefined ? value : categories[value];
}

function sortValue(column: ParamData, index: number): string | number | undefined {
  const value = jsonOf(column, index);
  if (value === undefined || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function metricText(
  { trials, configurations }: ReportData,
  value: number | null,
  index: number,
  place: number,
): string {
  if (value !== null) return formatNumber(value);
  return place === 0 ? (configurations?.broken[index] ?? trials.outcome[index] ?? '') : '';
}

function fact({ trials, best, front, violating }: ReportData, index: number, name: string): ReturnType<Row> {
  if (name === 'number') return trials.number[index];
  if (name === 'rank') return trials.rank[index];
  if (name === 'id') return trials.id[index];
  if (name === 'outcome') return trials.outcome[index];
  if (name === 'baseline') return trials.baseline?.[index] === '' ? undefined : trials.baseline?.[index];
  if (name === 'violates') return violating?.[index]?.rules.join('; ');
  if ((name === 'front' || name === 'picked') && front !== undefined && trials.outcome[index] === 'completed')
    return name === 'front' ? front.members.includes(index) : index === best;
  return name === 'seed' ? trials.seed[index] : undefined;
}

function usage({ timing }: ReportData, index: number, name: string): number | undefined {
  const run = name.startsWith('run.') ? timing?.[index] : undefined;
  return run ? new Map(runValues(run)).get(name) : undefined;
}

function param({ params, constants }: ReportData, index: number, name: string): ReturnType<Row> {
  const column = [...params, ...constants].find(({ label }) => label === name);
  return column === undefined ? undefined : (jsonOf(column, index) as ReturnType<Row>);
}

function metric({ metrics }: ReportData, index: number, name: string): number | undefined {
  const column = metrics.find((item) => item.name === name);
  return column?.values[index] ?? undefined;
}
