import { canonicalJson, type Json } from '@nx-tune/search';
import { goalsOf, lossValue, type Metric } from '@nx-tune/sweep';

import { distinctTitles } from '../data/distinctTitles.js';
import { paramsAndBudget } from '../data/paramsAndBudget.js';
import { metricOf } from '../data/scoreOf.js';
import { evaluationCells, evaluationTitles } from '../data/evaluationColumns.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { type Dominance, dominanceOf } from './dominanceOf.js';

/** One of several trials to compare, which may belong to different sweeps. */
export interface ComparedTrial {
  /** The heading of its column. */
  readonly title: string;
  readonly report: SweepReport;
  readonly trial: TrialEntry;
}

/** Trials side by side. */
export interface TrialsComparison {
  readonly titles: readonly string[];
  /** Rows that differ come first; within each part the sweep's metric, other metrics, then parameters. */
  readonly rows: readonly ComparedRow[];
  /** The trials that are better than others in all goals; absent unless their sweeps have the same several goals. */
  readonly dominance?: Dominance;
}

export interface ComparedRow {
  readonly kind: 'fact' | 'metric' | 'param';
  readonly name: string;
  /** The name, made different from that of any other row. */
  readonly title: string;
  /** In the order of the trials; undefined for a trial that does not have it. */
  readonly values: readonly (Json | undefined)[];
  readonly differs: boolean;
  /** Indices of the best trials, for a metric that a sweep optimizes. */
  readonly best: readonly number[];
}

/** Puts trials side by side: facts, metrics and params, with the rows that differ first. */
export function compareTrials(compared: readonly ComparedTrial[]): TrialsComparison {
  const goals = names(compared, ({ report }) => goalsOf(report.metric).map(({ name }) => name));
  const metrics = new Set([...goals, ...names(compared, ({ report, trial }) => otherMetrics(report.metric, trial))]);
  const untitled = [
    row('fact', 'outcome', compared, ({ trial }) => trial.result.outcome.kind),
    ...[...metrics].map((name) => metricRow(compared, name)),
    ...names(compared, ({ report, trial }) => [
      ...report.parameters.filter((label) => paramsOf(trial).has(label)),
      ...paramsOf(trial).keys(),
    ]).map((label) => row('param', label, compared, ({ trial }) => paramsOf(trial).get(label))),
    row('fact', 'seed', compared, ({ trial }) => trial.result.seed),
    ...caseRow(compared),
    ...evaluationRows(compared),
  ];
  const rowTitles = distinctTitles(untitled);
  const rows = untitled.map((one, index): ComparedRow => ({ ...one, title: rowTitles[index] ?? one.name }));
  const dominance = dominanceOf(compared);
  return {
    titles: compared.map(({ title }) => title),
    rows: [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)],
    ...(dominance && { dominance }),
  };
}

/**
 * Returns rows of standard errors and of the number of evaluations behind the metrics; nothing if each trial is a configuration
 * by itself.
 */
function evaluationRows(compared: readonly ComparedTrial[]): UntitledRow[] {
  const titles = evaluationTitles(compared.map(({ trial }) => trial));
  const cells = compared.map(({ trial, report }) => evaluationCells(trial, report, titles));
  return titles.map((title, index) =>
    row('fact', title, compared, (one) => cells[compared.indexOf(one)]?.[index] || undefined),
  );
}

/** Returns the row of the cases on which single trials were evaluated. */
const caseRow = (compared: readonly ComparedTrial[]): UntitledRow[] =>
  compared.every(({ trial }) => trial.result.case === undefined)
    ? []
    : [row('fact', 'case', compared, ({ trial }) => trial.result.case)];

type UntitledRow = Omit<ComparedRow, 'title'>;

const names = (compared: readonly ComparedTrial[], of: (one: ComparedTrial) => Iterable<string>): string[] => [
  ...new Set(compared.flatMap((one) => [...of(one)])),
];

const otherMetrics = (metric: Metric, { result }: TrialEntry): string[] =>
  Object.keys(result.metrics)
    .filter((other) => goalsOf(metric).every(({ name }) => name !== other))
    .toSorted((a, b) => (a < b ? -1 : 1));

const paramsOf = ({ result }: TrialEntry): Map<string, Json> => new Map(paramsAndBudget(result));

function row(
  kind: ComparedRow['kind'],
  name: string,
  compared: readonly ComparedTrial[],
  of: (one: ComparedTrial) => Json | undefined,
): UntitledRow {
  const values = compared.map(of);
  const texts = new Set(values.map((value) => (value === undefined ? '' : canonicalJson(value))));
  return { kind, name, values, differs: texts.size > 1, best: [] };
}

function metricRow(compared: readonly ComparedTrial[], name: string): UntitledRow {
  const found = row('metric', name, compared, ({ trial: { result } }) =>
    Object.hasOwn(result.metrics, name) ? result.metrics[name] : undefined,
  );
  return found.differs ? { ...found, best: bestOf(compared, name) } : found;
}

/** Sweeps with opposite goals for a metric have no best trial in common. */
function bestOf(compared: readonly ComparedTrial[], name: string): number[] {
  const goals = new Set(
    compared.flatMap(({ report }) => goalsOf(report.metric).flatMap((own) => (own.name === name ? own.goal : []))),
  );
  const [goal] = goals;
  if (goal === undefined || goals.size > 1) return [];
  const metric = { name, goal };
  const losses = compared.map(({ trial }) => {
    const value = trial.result.outcome.kind === 'completed' ? metricOf(trial, metric) : NaN;
    return lossValue(value, goal);
  });
  const least = losses.reduce((low, loss) => (loss < low ? loss : low), Infinity);
  return losses.flatMap((loss, index) => (loss === least ? [index] : []));
}
