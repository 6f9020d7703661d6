import { closest, distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely stands for; undefined if none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const [wanted, names] = [name.toLowerCase(), known.map((other) => other.toLowerCase())];
  const found = closest(wanted, names);
  return distance(wanted, found) <= Math.max(1, name.length / 3) ? known[names.indexOf(found)] : undefined;
}
