import { readFileSync } from 'node:fs';

/** The state of a process, its parent, and when it began, as Linux tells them; undefined if there is no such process. */
export function processStat(
  pid: number,
): { readonly state: string; readonly parent: number; readonly started: string } | undefined {
  try {
    // The name of the program stands in parentheses, and may contain anything.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent), started: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}
