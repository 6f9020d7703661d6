import { readdirSync } from 'node:fs';

/** The names of a folder's entries; none if it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
