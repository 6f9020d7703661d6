import { flattenParams, type Json } from '@nx-tune/search';

import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import type { Row } from './parseFilter.js';

/** What is known of every trial beside its params and metrics. */
const trialFacts: readonly string[] = ['number', 'rank', 'id', 'outcome', 'seed'];

/** The names that filters and sorting know: params and metrics by their own names, or as `params.x` and `metrics.x`. */
export function filterNames({
  parameters,
  metric,
  trials,
}: Pick<SweepReport, 'parameters' | 'metric' | 'trials'>): readonly string[] {
  const metrics = [metric.name, ...trials.flatMap(({ result }) => Object.keys(result.metrics))];
  const known = [...new Set(metrics)];
  return [
    ...new Set([
      ...trialFacts,
      ...parameters,
      ...known,
      ...parameters.map((label) => `params.${label}`),
      ...known.map((name) => `metrics.${name}`),
    ]),
  ];
}

/** A trial by those names. A fact wins over a parameter of the same name, and that over a metric. */
export function trialRow({ number, result }: TrialEntry, rank: number): Row {
  const { id, seed, outcome, params, budget = {}, metrics } = result;
  const facts: readonly (readonly [string, Json])[] = [
    ['number', number],
    ['rank', rank],
    ['id', id],
    ['outcome', outcome.kind],
    ['seed', seed],
  ];
  const labelled: readonly (readonly [string, Json])[] = [...flattenParams(params), ...Object.entries(budget)];
  const values = new Map<string, Json>([
    ...Object.entries(metrics).flatMap(([name, value]) => both('metrics', name, value)),
    ...labelled.flatMap(([label, value]) => both('params', label, value)),
    ...facts,
  ]);
  return (name) => values.get(name);
}

const both = (kind: string, name: string, value: Json): (readonly [string, Json])[] => [
  [`${kind}.${name}`, value],
  [name, value],
];
