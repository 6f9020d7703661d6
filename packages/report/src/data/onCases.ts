import { canonicalJson, type Json } from '@nx-tune/search';
import { type Aggregate, aggregateOf } from '@nx-tune/sweep';

import type { TrialEntry } from './sweepReport.js';

/** The place of each case in the sweep, by its text. */
export type CasePlaces = ReadonlyMap<string, number>;

export const placesOf = (cases: readonly Json[]): CasePlaces =>
  new Map([...new Set(cases.map((one) => canonicalJson(one)))].map((text, place) => [text, place]));

/** A text that distinguishes the case of a trial from all others. */
export const caseText = ({ result }: Pick<TrialEntry, 'result'>): string => canonicalJson(result.case ?? null);

/** Aggregates, over cases, the means of the values on each. `cases` has the text of each value's case. */
export function aggregateOnCases(aggregate: Aggregate, cases: readonly string[], values: readonly number[]): number {
  const byCase = new Map<string, number[]>();
  for (const [index, text] of cases.entries()) byCase.set(text, [...(byCase.get(text) ?? []), values[index] ?? NaN]);
  return aggregateOf(
    aggregate,
    [...byCase.values()].map((all) => aggregateOf('mean', all)),
  );
}
