import {
  distinctTitles,
  frontPlaces,
  haveReplicates,
  type RankedTrial,
  standardErrorOf,
  type SweepReport,
  trialRow,
  violatedText,
} from '@nx-tune/report';
import { canonicalJson, type Json } from '@nx-tune/search';
import { goalsOf } from '@nx-tune/sweep';

import { formatCsvRows } from './csvRows.js';
import {
  baselineColumn,
  caseTitle,
  frontColumn,
  replicateTitle,
  trialColumns,
  violatesColumn,
} from './trialColumns.js';

/**
 * Renders trials as CSV, with a column for each fact, parameter and metric. Values are complete: texts as they are, other
 * values as JSON, and an empty cell where a trial has none. No two columns have the same title: see `distinctTitles`.
 */
export function renderTrialsCsv(report: SweepReport, trials: readonly RankedTrial[]): string {
  const columns = columnsOf(report);
  const isReplicated = haveReplicates(trials);
  const isEach = trials.some(({ result }) => result.replicate !== undefined);
  const isCompared = report.baselines !== undefined;
  const { goals, results: rules } = report.metric;
  const placeOf = frontPlaces(report);
  const isOnCases = trials.some(({ result }) => result.case !== undefined);
  const rows = trials.map((trial) => {
    const row = trialRow(trial, trial.rank);
    const cells = columns.map(({ name }) => textOf(row(name)));
    return [
      ...cells,
      ...(isReplicated ? replicateCells(trial, report) : []),
      ...(isEach ? [textOf(trial.result.replicate ?? 0)] : []),
      ...(isOnCases ? [textOf(trial.result.case)] : []),
      ...(isCompared ? [textOf(trial.baseline)] : []),
      ...(goals === undefined ? [] : [textOf(placeOf(trial)?.front)]),
      ...(rules === undefined ? [] : [textOf(violatedText(trial))]),
    ];
  });
  const titles = [
    ...columns.map(({ title }) => title),
    ...(isReplicated ? replicateTitles : []),
    ...(isEach ? [replicateTitle] : []),
    ...(isOnCases ? [caseTitle] : []),
    ...(isCompared ? [baselineColumn] : []),
    ...(goals === undefined ? [] : [frontColumn]),
    ...(rules === undefined ? [] : [violatesColumn]),
  ];
  return formatCsvRows([titles, ...rows]);
}

/**
 * The titles of the columns that show how sure the means of replicates are; neither a param nor a metric is likely to have these
 * names.
 */
const replicateTitles = ['trial.standardError', 'trial.replicates'];

const replicateCells = (trial: RankedTrial, { metric }: SweepReport): string[] => [
  textOf(standardErrorOf(trial, metric.name)),
  textOf(trial.replicates?.isFirstAlone === true ? 1 : trial.replicates?.entries.length),
];

interface CsvColumn {
  readonly title: string;
  /** The name under which `trialRow` has the value. */
  readonly name: string;
}

function columnsOf({ parameters, metric, trials }: SweepReport): readonly CsvColumn[] {
  const goals = goalsOf(metric).map(({ name }) => name);
  const others = [...new Set(trials.flatMap(({ result }) => Object.keys(result.metrics)))]
    .filter((name) => !goals.includes(name))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const all = [
    ...trialColumns.map((name) => ({ kind: 'fact', name, inFull: `trial.${name}` }) as const),
    ...parameters.map((name) => ({ kind: 'param', name, inFull: `params.${name}` }) as const),
    ...[...goals, ...others].map((name) => ({ kind: 'metric', name, inFull: `metrics.${name}` }) as const),
  ];
  const titles = distinctTitles(all);
  return all.map(({ inFull }, index) => ({ title: titles[index] ?? inFull, name: inFull }));
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}
