/** The ways in which the metric of a configuration may follow from its values on several cases. */
export const aggregateNames = ['mean', 'median', 'max', 'min', 'p95'] as const;

/** `max` and `min` are the largest and the smallest value, whatever the goal is. */
export type Aggregate = (typeof aggregateNames)[number];
