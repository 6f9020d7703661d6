import { defined } from '@nx-tune/search/core';

/** A number that trials are compared by, and which of its values are better. */
export interface Goal {
  readonly name: string;
  readonly goal: 'minimize' | 'maximize';
}

/** The number by which a sweep compares trials, or several of which it is the first, and the rules for results. */
export interface Metric extends Goal {
  /** All goals in the file's order, this one first; absent if it is the only one. */
  readonly goals?: readonly Goal[];
  /** Statements about metrics that a trial must satisfy, sorted; absent if there are none. */
  readonly results?: readonly string[];
}

/** The goals of a sweep, the first of which is its metric. */
export const goalsOf = ({ name, goal, goals }: Metric): readonly Goal[] => goals ?? [{ name, goal }];

/** Formats the goals of a sweep: `minimize error, maximize speed`. */
export const goalsText = ({ metric }: { readonly metric: Metric }): string =>
  goalsOf(metric)
    .map(({ name, goal }) => `${goal} ${name}`)
    .join(', ');

/** Counts the goals, if there are several, and the rules for results, if any, as samplers ask for it. */
export const goalCounts = ({
  metric: { goals, results },
}: {
  readonly metric: Metric;
}): { readonly goals?: number; readonly constraints?: number } =>
  defined({ goals: goals?.length, constraints: results?.length });

/** The name of the metric in a file of W&B that has none, which W&B allows where nothing is learnt: the first of a trial's, by name. */
export const unnamedMetric = 'first metric';
