import { readdirSync } from 'node:fs';

/** The ids of the trials that a journal has, which no run has seen in Nx's cache yet. */
export function journaledTrials(folder: string): ReadonlySet<string> {
  try {
    return new Set(
      readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : [])),
    );
  } catch {
    return new Set();
  }
}
