import { evaluationsOf } from './configurations.js';
import { violates } from './paretoOf.js';
import { paretoFrontOf } from './rankTrials.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The values in filters, tables and exports for a trial in a sweep with several goals. */
export interface FrontPlace {
  /** True if its configuration is on the Pareto front. */
  readonly front: boolean;
  /** True if it is the one of the front that the sweep's rule picks. */
  readonly picked: boolean;
}

/** Finds the place of each trial, a replicate by its configuration: undefined for one that did not complete, and with one goal. */
export function frontPlaces(report: SweepReport): (trial: TrialEntry) => FrontPlace | undefined {
  const pareto = paretoFrontOf(report);
  if (pareto === undefined) return () => undefined;
  const idsOf = (entries: readonly TrialEntry[]): ReadonlySet<string> =>
    new Set(entries.flatMap(evaluationsOf).map(({ result }) => result.id));
  const members = idsOf(pareto.members);
  const picked = idsOf(pareto.picked === undefined ? [] : [pareto.picked]);
  return ({ result: { id, outcome } }) =>
    outcome.kind === 'completed' ? { front: members.has(id), picked: picked.has(id) } : undefined;
}

/** The rules that a trial violates on one line, such as `size <= 2e6; latency < 3`; undefined if it violates none. */
export const violatedText = (trial: TrialEntry): string | undefined => violates(trial)?.join('; ');
