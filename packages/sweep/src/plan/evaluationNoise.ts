import { canonicalJson } from '@nx-tune/search';

import type { EvaluationResult } from '../trial/configurationLoss.js';
import { lossOf } from '../trial/loss.js';
import type { Metric } from '../trial/metric.js';

/**
 * The variance of the noise in one evaluation, pooled over configurations that all have the same replicates; undefined where
 * nothing tells. Configurations share the seeds of their replicates, so what a seed does to all of them is not noise: it is the
 * residual variance of a two-way table of configurations and seeds without interaction, (I - 1)(J - 1) degrees of freedom (G. E.
 * P. Box, J. S. Hunter and W. G. Hunter, "Statistics for Experimenters", 2nd ed. 2005, section 4.2, randomized blocks). Each
 * case has a table of its own, since configurations differ from case to case without any noise.
 */
export function evaluationNoise(
  configurations: readonly (readonly EvaluationResult[])[],
  metric: Metric,
): number | undefined {
  let [squares, freedom] = [0, 0];
  for (const table of tablesOf(configurations, metric)) {
    const columns = table[0]?.length ?? 0;
    freedom += Math.max(0, table.length - 1) * Math.max(0, columns - 1);
    squares += residualSquares(table);
  }
  return freedom === 0 ? undefined : squares / freedom;
}

/** A table of losses for each case: a row for each configuration that has all of them, a column for each replicate. */
function tablesOf(configurations: readonly (readonly EvaluationResult[])[], metric: Metric): number[][][] {
  const tables = new Map<string, number[][]>();
  for (const evaluations of configurations) {
    const rows = new Map<string, { readonly replicate: number; readonly loss: number }[]>();
    for (const one of evaluations) {
      const key = one.case === undefined ? '' : canonicalJson(one.case);
      rows.set(key, [...(rows.get(key) ?? []), { replicate: one.replicate ?? 0, loss: lossOf(one, metric) }]);
    }
    if ([...rows.values()].flat().some(({ loss }) => loss === Infinity)) continue;
    for (const [key, row] of rows) {
      const losses = row.toSorted((a, b) => a.replicate - b.replicate).map(({ loss }) => loss);
      tables.set(key, [...(tables.get(key) ?? []), losses]);
    }
  }
  return [...tables.values()];
}

function residualSquares(table: readonly (readonly number[])[]): number {
  const rows = table.map(mean);
  const columns = (table[0] ?? []).map((_, column) => mean(table.map((row) => row[column] ?? 0)));
  const whole = mean(rows);
  const residuals = table.flatMap((row, i) =>
    row.map((loss, column) => loss - (rows[i] ?? 0) - ((columns[column] ?? 0) - whole)),
  );
  return residuals.reduce((sum, residual) => sum + residual ** 2, 0);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
