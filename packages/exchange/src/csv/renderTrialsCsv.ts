import { type RankedTrial, type SweepReport, trialRow } from '@nx-tune/report';
import { canonicalJson, type Json } from '@nx-tune/search';

/**
 * Trials as CSV (RFC 4180, lines end in LF), a column for each fact, parameter and metric, all values in full: texts as they
 * are, what is neither text nor number as JSON, and nothing where a trial has no value. A parameter or metric whose name is
 * taken by a column before it is called `params.name` or `metrics.name`.
 */
export function renderTrialsCsv(report: SweepReport, trials: readonly RankedTrial[]): string {
  const columns = columnsOf(report);
  const rows = trials.map((trial) => {
    const row = trialRow(trial, trial.rank);
    return columns.map(({ name }) => textOf(row(name)));
  });
  return [columns.map(({ title }) => title), ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

interface CsvColumn {
  readonly title: string;
  /** As trialRow knows it. */
  readonly name: string;
}

function columnsOf({ parameters, metric, trials }: SweepReport): readonly CsvColumn[] {
  const others = [...new Set(trials.flatMap(({ result }) => Object.keys(result.metrics)))]
    .filter((name) => name !== metric.name)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const taken = new Set(['rank', 'number', 'id', 'outcome', 'seed']);
  const facts = [...taken].map((name): CsvColumn => ({ title: name, name }));
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

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
