/** The number that a sweep compares trials by. */
export interface Metric {
  readonly name: string;
  readonly goal: 'minimize' | 'maximize';
}

/** The name of the metric in a file of W&B that has none, which W&B allows where nothing is learnt: the first of a trial's, by name. */
export const unnamedMetric = 'first metric';
