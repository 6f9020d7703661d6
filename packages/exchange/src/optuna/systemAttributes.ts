import { defined, type Json } from '@nx-tune/search';
import { goalsOf, type Metric, resultRule, ruleViolation, type TrialResult } from '@nx-tune/sweep';

/** The system attributes in which Optuna itself keeps what belongs to several objectives and to constraints. */
export const systemAttributes = {
  /** Attribute of a study: the names of its objectives, as `study.set_metric_names` stores them. */
  names: 'study:metric_names',
  /**
   * Attribute of a trial: a list of numbers, of which those above 0 are violations. Optuna from version 5 on has a key for each,
   * and reads the list, too.
   */
  constraints: 'constraints',
} as const;

/** Attributes by their names, as storages keep them. */
export interface Attributes {
  readonly [key: string]: Json;
}

/** The attributes of a study: none with one goal, whose name our own attribute has. */
export const systemAttributesOfStudy = (metric: Metric): Attributes =>
  metric.goals === undefined ? {} : { [systemAttributes.names]: goalsOf(metric).map(({ name }) => name) };

/** The attributes of a trial that has ended well: by how much it violates each rule, at most 0 if it satisfies it. */
export function systemAttributesOfTrial({ results }: Metric, { metrics, outcome }: TrialResult): Attributes {
  const hasEndedWell =
    outcome.kind === 'completed' || (outcome.kind === 'infeasible' && outcome.violates !== undefined);
  const constraints = hasEndedWell
    ? results?.map((text) => finite(ruleViolation(resultRule(text), metrics)))
    : undefined;
  return defined({ [systemAttributes.constraints]: constraints }) as Attributes;
}

/** A rule whose metrics are not finite is violated by 1, as one that compares no numbers. Optuna takes no NaN. */
const finite = (violation: number): number => (Number.isFinite(violation) ? violation : 1);
