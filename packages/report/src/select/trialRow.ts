import type { Json } from '@nx-tune/search';

import { paramsAndBudget } from '../data/paramsAndBudget.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { filterableNames } from './filterableNames.js';
import type { Row } from './parseFilter.js';

/** The names by which `trialRow` knows the values of a sweep's trials. */
export const filterNames = ({
  parameters,
  metric,
  trials,
}: Pick<SweepReport, 'parameters' | 'metric' | 'trials'>): readonly string[] =>
  filterableNames(parameters, [
    ...new Set([metric.name, ...trials.flatMap(({ result }) => Object.keys(result.metrics))]),
  ]);

/** A trial by those names. A fact wins over a parameter of the same name, and that over a metric. */
export function trialRow({ number, result }: TrialEntry, rank: number): Row {
  const { id, seed, outcome, metrics } = result;
  const facts: readonly (readonly [string, Json])[] = [
    ['number', number],
    ['rank', rank],
    ['id', id],
    ['outcome', outcome.kind],
    ['seed', seed],
  ];
  const values = new Map<string, Json>([
    ...Object.entries(metrics).flatMap(([name, value]) => both('metrics', name, value)),
    ...paramsAndBudget(result).flatMap(([label, value]) => both('params', label, value)),
    ...facts,
  ]);
  return (name) => values.get(name);
}

const both = (kind: string, name: string, value: Json): (readonly [string, Json])[] => [
  [`${kind}.${name}`, value],
  [name, value],
];
