import { type RankedTrial, type SweepReport, trialRow } from '@nx-tune/report';
import { canonicalJson, type Json } from '@nx-tune/search';

import { formatCsvRows } from './csvRows.js';
import { trialColumns } from './trialColumns.js';

/**
 * Renders trials as CSV, with a column for each fact, parameter and metric. Values are complete: texts as they are, other
 * values as JSON, and an empty cell where a trial has none. A parameter or metric whose name an earlier column has is called
 * `params.name` or `metrics.name`.
 */
export function renderTrialsCsv(report: SweepReport, trials: readonly RankedTrial[]): string {
  const columns = columnsOf(report);
  const rows = trials.map((trial) => {
    const row = trialRow(trial, trial.rank);
    return columns.map(({ name }) => textOf(row(name)));
  });
  return formatCsvRows([columns.map(({ title }) => title), ...rows]);
}

interface CsvColumn {
  readonly title: string;
  /** The name under which `trialRow` has the value. */
  readonly name: string;
}

function columnsOf({ parameters, metric, trials }: SweepReport): readonly CsvColumn[] {
  const others = [...new Set(trials.flatMap(({ result }) => Object.keys(result.metrics)))]
    .filter((name) => name !== metric.name)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const taken = new Set(trialColumns);
  const facts = trialColumns.map((name): CsvColumn => ({ title: name, name }));
  const named = (kind: string, name: string): CsvColumn => {
    const title = taken.has(name) ? `${kind}.${name}` : name;
    taken.add(title);
    return { title, name: `${kind}.${name}` };
  };
  return [
    ...facts,
    ...parameters.map((label) => named('params', label)),
    ...[metric.name, ...others].map((name) => named('metrics', name)),
  ];
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}
