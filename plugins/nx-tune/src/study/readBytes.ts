import { readFileSync } from 'node:fs';

/** Reads the bytes of a file; undefined if it cannot be read. */
export function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
