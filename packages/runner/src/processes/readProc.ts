import { readFileSync } from 'node:fs';

/** Reads a file below `/proc`; an empty text if the process has ended in the meantime, or belongs to somebody else. */
export function readProc(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  try {
    return readFileSync(`/proc/${file}`, encoding);
  } catch {
    return '';
  }
}
