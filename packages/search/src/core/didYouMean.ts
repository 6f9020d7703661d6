import { closest, distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely means, ignoring case; undefined if none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const [wanted, names] = [name.toLowerCase(), known.map((other) => other.toLowerCase())];
  const found = closest(wanted, names);
  return isNear(wanted, found) ? known[names.indexOf(found)] : undefined;
}

/** `Did you mean "x"?`, or undefined if no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

/**
 * Near enough to be a typing error: one edit in a tiny word, two in a short one, a third of the letters of a longer one; two
 * letters that have changed places are one edit. A word of one letter is near no other, since nothing is left of it.
 */
function isNear(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter === 1) return a === b;
  const edits = distance(a, b);
  return edits <= Math.max(shorter < 4 ? 1 : 2, Math.ceil(shorter / 3)) || (edits === 2 && letters(a) === letters(b));
}

const letters = (word: string): string => word.split('').toSorted().join('');
