/** Facts of every trial, besides its params and metrics. */
const trialFacts: readonly string[] = ['number', 'rank', 'id', 'outcome', 'seed'];

/** The names that filters and sorting understand: params and metrics by their own names, or as `params.x` and `metrics.x`. */
export const filterableNames = (labels: readonly string[], metrics: readonly string[]): readonly string[] => [
  ...new Set([
    ...trialFacts,
    ...labels,
    ...metrics,
    ...labels.map((label) => `params.${label}`),
    ...metrics.map((name) => `metrics.${name}`),
  ]),
];
