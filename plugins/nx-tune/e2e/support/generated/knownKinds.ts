/**
 * Kinds that are still wrong, or run trials again needlessly. They do not fail the test; a kind that no longer occurs is
 * to be removed here. A kind is the feature, the edit, and whether the daemon is on.
 */
const knownKinds: readonly RegExp[] = [];

/** Whether it is on the list. */
export const isKnown = (kind: string): boolean => knownKinds.some((known) => known.test(kind));
