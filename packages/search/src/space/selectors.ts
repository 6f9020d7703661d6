/** The label of the hidden parameter that says which alternative of a union a point has. No parameter can be named so. */
export const unionLabel = '+union';

/** The label of the hidden parameter whose value is the index of the values that a zipped group has. */
export const zipLabel = (labels: readonly string[]): string => `+zip:${labels.join('+')}`;
