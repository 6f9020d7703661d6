import type { Space } from '@nx-tune/search';

/** The labels by which a file can name params: those of parameters, and those of groups of nested ones. */
export const placeableLabels = (space: Space): string[] => [
  ...new Set(space.flatMap(({ path }) => path.map((_, index) => path.slice(0, index + 1).join('.')))),
];
