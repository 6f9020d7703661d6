import { existsSync, readFileSync } from 'node:fs';

/** The text of a file; undefined if it cannot be read. Most that are asked for are not there, and an exception costs more than the question. */
export function readIfThere(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
