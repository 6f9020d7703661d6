import { defined, type Json } from '@nx-tune/search';
import type { Outcome, TrialResult } from '@nx-tune/sweep';

import { namedOutcome } from '../model/namedOutcome.js';
import { isOnOneCase, notAResult, type ResultsColumn, type ResultsRow } from '../model/resultsTable.js';

/** The user attributes in which an exported study keeps what Optuna has no place for; an import reads them. */
export const keptAttributes = {
  metric: 'nx_tune:metric',
  file: 'nx_tune:file',
  id: 'nx_tune:id',
  outcome: 'nx_tune:outcome',
  reason: 'nx_tune:reason',
  violates: 'nx_tune:violates',
  step: 'nx_tune:step',
  case: 'nx_tune:case',
} as const;

/** The attributes of a trial: which one it is, how it ended, and all that it measured. */
export function attributesOf({ id, outcome, budget = {}, metrics, case: on }: TrialResult): {
  readonly [key: string]: Json;
} {
  return defined({
    [keptAttributes.id]: id,
    [keptAttributes.outcome]: outcome.kind,
    [keptAttributes.reason]: reasonOf(outcome),
    [keptAttributes.violates]: outcome.kind === 'infeasible' ? outcome.violates : undefined,
    [keptAttributes.step]: 'step' in outcome ? outcome.step : undefined,
    [keptAttributes.case]: on,
    ...Object.fromEntries(Object.entries(budget).map(([unit, amount]) => [`budget.${unit}`, amount])),
    ...Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`metrics.${name}`, value])),
  }) as { readonly [key: string]: Json };
}

const reasonOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'infeasible' ? outcome.reason : outcome.kind === 'failed' ? outcome.error : undefined;

/** The outcome that these attributes record; undefined if no export of ours wrote them. */
export function outcomeOfAttributes(value: (key: string) => Json | undefined): ResultsRow['end'] | undefined {
  if ((value(keptAttributes.case) ?? '') !== '') return notAResult(isOnOneCase);
  // Whether it violates rules is for the sweep to say that reads it.
  const isJudged = (value(keptAttributes.violates) ?? '') !== '';
  return namedOutcome(isJudged ? 'completed' : value(keptAttributes.outcome), {
    step: value(keptAttributes.step),
    reason: value(keptAttributes.reason),
  });
}

/** The column of an attribute: a metric, a budget, or something else that an import passes over. */
export function attributeColumn(key: string): Omit<ResultsColumn, 'name'> {
  if (key.startsWith('metrics.')) return { plain: key.slice(8), holds: 'metrics' };
  return key.startsWith('budget.') ? { plain: key.slice(7), holds: 'either' } : { plain: key, holds: 'neither' };
}
