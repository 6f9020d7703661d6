import { type Expression, type Json, labelsIn, memoize, parseExpression, violationOf } from '@nx-tune/search/core';

import { fromMetricValue } from './metricValue.js';
import type { TrialResult } from './result.js';

type Metrics = TrialResult['metrics'];

/** A statement about metrics that a trial must satisfy, such as `modelBytes <= 2e6`. */
export interface ResultRule {
  readonly text: string;
  /** The metrics that it compares, each once. */
  readonly names: readonly string[];
  readonly statement: Expression;
}

/** Parses a statement that the sweep file's checks have let pass. */
export const resultRule: (text: string) => ResultRule = memoize(100, (text: string): ResultRule => {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(`Internal error: the rule ${text} passed the checks of the sweep file`);
  return { text, names: [...new Set(labelsIn(parsed.expression))], statement: parsed.expression };
});

/** Returns how much metrics violate a rule: at most 0 if they satisfy it, NaN if one of them is missing or not finite. */
export function ruleViolation({ statement, names }: ResultRule, metrics: Metrics): number {
  const valueOf = (name: string): Json => finiteIn(metrics, name) ?? null;
  return names.every((name) => finiteIn(metrics, name) !== undefined) ? violationOf(statement, valueOf) : NaN;
}

/** True if metrics satisfy a rule. Those about which it says nothing do not. */
export const satisfies = (rule: ResultRule, metrics: Metrics): boolean => ruleViolation(rule, metrics) <= 0;

function finiteIn(metrics: Metrics, name: string): number | undefined {
  const value = Object.hasOwn(metrics, name) ? fromMetricValue(metrics[name] ?? 'NaN') : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** States what metrics violate, with the values: `violates modelBytes <= 2e6: modelBytes is 2400000`. */
export function violationText(violated: readonly string[], metrics: Metrics): string {
  const names = new Set(violated.flatMap((text) => resultRule(text).names));
  const values = [...names].map((name) => `${name} is ${metrics[name] ?? 'absent'}`);
  return `violates ${violated.join(' and ')}: ${values.join(', ')}`;
}
