import { type Expression, labelsIn, violationOf } from '@nx-tune/search/core';
import { type Metric, resultRule } from '@nx-tune/sweep';

import { finiteMetric } from './metricColumns.js';
import { violates } from './paretoOf.js';
import type { ExcludedRegion, ReportData, RuleData, ViolatingData } from './reportData.js';
import type { TrialEntry } from './sweepReport.js';

/** The rules for results, and which regions of a single metric they exclude; undefined if there are none. */
export const rulesOf = ({ results }: Metric): readonly RuleData[] | undefined =>
  results?.map((text) => {
    const { names, statement } = resultRule(text);
    return { text, metrics: names, excluded: excludedBy(statement) };
  });

/** The configurations that violate rules, with the values that they do it with; undefined if there are no rules. */
export function violatingOf(
  { results }: Metric,
  wholes: ReadonlyMap<number, TrialEntry>,
  metrics: ReportData['metrics'],
): ReportData['violating'] {
  if (results === undefined) return undefined;
  const found = [...wholes].flatMap(([index, whole]): (readonly [string, ViolatingData])[] => {
    const rules = violates(whole);
    const values = metrics.map(({ name }) => finiteMetric(whole.result, name));
    return rules === undefined ? [] : [[String(index), { rules, values }]];
  });
  return Object.fromEntries(found);
}

/** The values of replicates that violate rules by themselves, by index: means decide on their configuration. Undefined if there are none. */
export function violatingReplicatesOf(
  trials: readonly TrialEntry[],
  metrics: ReportData['metrics'],
): ReportData['violatingReplicates'] {
  const found = trials.flatMap((trial, index) =>
    violates(trial) === undefined
      ? []
      : [[String(index), metrics.map(({ name }) => finiteMetric(trial.result, name))] as const],
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Each comparison of one metric with a constant excludes a region, if all of them must hold. */
function excludedBy(statement: Expression): readonly ExcludedRegion[] {
  if (statement.kind !== 'call') return [];
  const { operator, operands } = statement;
  if (operator === '&&') return operands.flatMap(excludedBy);
  const [left, right] = operands;
  if (left === undefined || right === undefined || !/^[<>]=?$/.test(operator)) return [];
  const isLeft = left.kind === 'name';
  const [named, constant] = isLeft ? [left, right] : [right, left];
  if (named.kind !== 'name' || labelsIn(constant).length > 0) return [];
  // Where the metric is 0, what the statement is violated by is how far the constant is from it.
  const distance = violationOf(statement, () => 0);
  const isUpper = operator.startsWith('<') === isLeft;
  return Number.isFinite(distance)
    ? [{ metric: named.name, side: isUpper ? 'above' : 'below', bound: isUpper ? -distance : distance }]
    : [];
}
