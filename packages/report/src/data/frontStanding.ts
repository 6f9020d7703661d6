import { dominates } from '@nx-tune/search';
import { resultRule, ruleViolation } from '@nx-tune/sweep';

import { evaluationsOf } from './configurations.js';
import { paretoOf, violates } from './paretoOf.js';
import { rankTrials } from './rankTrials.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The standing of a configuration among those of a sweep with several goals. */
export interface FrontStanding {
  readonly front: boolean;
  readonly picked: boolean;
  /** The ids of those that are no worse in any goal and better in one, by rank. */
  readonly dominatedBy: readonly string[];
  /** The number of those that it dominates. */
  readonly dominates: number;
}

/** Finds the standing of the configuration that has a trial; undefined with one goal, and if it is not compared. */
export function frontStanding(report: SweepReport, id: string): FrontStanding | undefined {
  if (report.metric.goals === undefined) return undefined;
  const ranked = rankTrials(report);
  const { judged } = paretoOf(ranked, report);
  const compared = ranked.flatMap((trial, index) => {
    const { loss = Infinity, losses = [] } = judged[index] ?? {};
    return loss < Infinity ? [{ trial, losses }] : [];
  });
  const own = compared.find(({ trial }) => evaluationsOf(trial).some(({ result }) => result.id === id));
  if (own === undefined) return undefined;
  return {
    front: own.trial.front !== undefined,
    picked: own.trial.front === 'picked',
    dominatedBy: compared.filter(({ losses }) => dominates(losses, own.losses)).map(({ trial }) => trial.result.id),
    dominates: compared.filter(({ losses }) => dominates(own.losses, losses)).length,
  };
}

/** A rule that a trial violates. */
export interface RuleViolation {
  readonly rule: string;
  /** The amount; absent if that is not known, since a metric in it is not finite. */
  readonly by?: number;
}

/** The rules that a trial violates, in their order. */
export const violationsOf = (trial: TrialEntry): readonly RuleViolation[] =>
  (violates(trial) ?? []).map((rule) => {
    const by = ruleViolation(resultRule(rule), trial.result.metrics);
    return { rule, ...(Number.isFinite(by) && { by }) };
  });
