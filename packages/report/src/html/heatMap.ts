import { canonicalJson } from '@nx-tune/search';

import { type Column, valueOf } from '../columns.js';
import { metricOf, plotted } from '../rankTrials.js';
import type { Metric, SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';
import { markup, type Markup } from './markup.js';

/** More values than this on an axis do not make cells that can be read. */
const mostValues = 12;

/** A table of the best metric for each pair of values of two parameters, shaded from best to worst; none if no two have few values. */
export function renderHeatMap(report: SweepReport, varying: readonly Column[]): Markup | undefined {
  const { metric } = report;
  const completed = plotted(report);
  const [row, column] = varying.filter(
    (axis) => new Set(completed.map((trial) => keyOf(axis, trial))).size <= mostValues,
  );
  if (row === undefined || column === undefined || completed.length < 4) return undefined;
  const cells = bestOfPairs(completed, row, column, metric);
  const values = [...cells.values()];
  const range: readonly [number, number] = [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const columns = headings(completed, column);
  const rows = headings(completed, row).map(
    ([key, label]) =>
      markup`<tr><th scope="row">${label}</th>${columns.map(([other]) => cell(cells.get(`${key}\n${other}`), range, metric))}</tr>`,
  );
  return markup`<table class="heat"><caption>Best ${metric.name} for each ${row.label} (rows) and ${column.label} (columns)</caption><thead><tr><td></td>${columns.map(([, label]) => markup`<th scope="col">${label}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

const keyOf = (column: Column, trial: TrialEntry): string => canonicalJson(valueOf(column, trial) ?? null);

function bestOfPairs(
  completed: readonly TrialEntry[],
  row: Column,
  column: Column,
  metric: Metric,
): Map<string, number> {
  const cells = new Map<string, number>();
  for (const trial of completed) {
    const key = `${keyOf(row, trial)}\n${keyOf(column, trial)}`;
    const value = metricOf(trial, metric);
    const known = cells.get(key) ?? value;
    cells.set(key, metric.goal === 'minimize' ? Math.min(known, value) : Math.max(known, value));
  }
  return cells;
}

function headings(completed: readonly TrialEntry[], column: Column): (readonly [key: string, label: string])[] {
  const values = [...new Map(completed.map((trial) => [keyOf(column, trial), valueOf(column, trial)])).entries()];
  return values
    .toSorted(([, a], [, b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
    .map(([key, value]) => [key, formatValue(value)]);
}

/** One of nine shades, the first for the best: classes, since the content policy allows no style attribute. */
function cell(value: number | undefined, [low, high]: readonly [number, number], { goal }: Metric): Markup {
  if (value === undefined) return markup`<td></td>`;
  // In halves, so that the difference of two huge numbers is none that overflows.
  const span = high / 2 - low / 2;
  const part = span > 0 ? (value / 2 - low / 2) / span : 0;
  const shade = Math.round((goal === 'minimize' ? part : 1 - part) * 8);
  const isBest = value === (goal === 'minimize' ? low : high);
  return markup`<td class="shade${shade}${isBest ? ' top' : ''}">${formatNumber(value)}</td>`;
}
