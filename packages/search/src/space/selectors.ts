/** The label of the hidden parameter that says which alternative of a union a point takes. No name can be this. */
export const unionLabel = '+union';

/** The label of the hidden parameter that says which of its values a zipped group has. */
export const zipLabel = (labels: readonly string[]): string => `+zip:${labels.join('+')}`;
