import { normalizeOutput } from './normalizeOutput.js';

/** Returns the first documented line that is missing from its place in the output, or undefined. A line `...` matches any lines. */
export function compareOutput(documented: string, actual: string): string | undefined {
  const [wanted, got] = [normalizeOutput(documented), normalizeOutput(actual)];
  let furthest = 0;
  /** Says whether the documented lines from `w` on match the output's lines from `g` on. */
  const matches = (w: number, g: number): boolean => {
    furthest = Math.max(furthest, w);
    if (w === wanted.length) return g === got.length;
    if (wanted[w] !== '...') return g < got.length && wanted[w] === got[g] && matches(w + 1, g + 1);
    for (let start = g; start <= got.length; start++) if (matches(w + 1, start)) return true;
    return false;
  };
  return matches(0, 0) ? undefined : (wanted[furthest] ?? 'the end: the output goes on');
}
