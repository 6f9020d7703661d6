import { canonicalJson, type Json } from '@nx-tune/search';
import { goalsOf } from '@nx-tune/sweep';

import { type FrontPlace, violatedText } from '../data/frontPlaces.js';
import { paramsAndBudget } from '../data/paramsAndBudget.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { filterableNames, type FilterNames, runValues } from './filterableNames.js';
import type { Row } from './parseFilter.js';

/** The names by which `trialRow` knows the values of a sweep's trials. */
export const filterNames = ({
  parameters,
  metric,
  trials,
}: Pick<SweepReport, 'parameters' | 'metric' | 'trials'>): FilterNames =>
  filterableNames(
    parameters,
    [
      ...new Set([
        ...goalsOf(metric).map(({ name }) => name),
        ...trials.flatMap(({ result }) => Object.keys(result.metrics)),
      ]),
    ],
    [
      ...(metric.goals === undefined ? [] : ['front', 'picked']),
      ...(metric.results === undefined ? [] : ['violates']),
      ...(trials.some(({ result }) => result.case !== undefined) ? ['case'] : []),
      ...(trials.some(({ baseline }) => baseline !== undefined) ? ['baseline'] : []),
      ...(trials.some(({ result }) => result.replicate !== undefined) ? ['replicate'] : []),
    ],
    trials.some(({ run }) => run !== undefined),
  );

/** A text as it is, and anything else as JSON. */
const caseText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));

/** A trial by those names. */
export function trialRow(trial: TrialEntry, rank: number, place?: FrontPlace): Row {
  const { number, result, baseline, run } = trial;
  const violated = violatedText(trial);
  const { id, seed, outcome, metrics } = result;
  const all: readonly (readonly [kind: string, name: string, value: Json])[] = [
    // First, since a param may be called so where there are no replicates.
    ['trial', 'replicate', result.replicate ?? 0],
    ...Object.entries(metrics).map(([name, value]) => ['metrics', name, value] as const),
    ...paramsAndBudget(result).map(([label, value]) => ['params', label, value] as const),
    ['trial', 'number', number],
    ['trial', 'rank', rank],
    ['trial', 'id', id],
    ['trial', 'outcome', outcome.kind],
    ['trial', 'seed', seed],
    ...(place === undefined
      ? []
      : [['trial', 'front', place.front] as const, ['trial', 'picked', place.picked] as const]),
    ...(violated === undefined ? [] : [['trial', 'violates', violated] as const]),
    ...(result.case === undefined ? [] : [['trial', 'case', caseText(result.case)] as const]),
    ...(baseline === undefined ? [] : [['trial', 'baseline', baseline] as const]),
  ];
  const values = new Map<string, Json>([
    ...all.map(([, name, value]) => [name, value] as const),
    // In the end, since a parameter may be called like the full name of another one.
    ...all.map(([kind, name, value]) => [`${kind}.${name}`, value] as const),
    ...(run === undefined ? [] : runValues(run)),
  ]);
  return (name) => values.get(name);
}
