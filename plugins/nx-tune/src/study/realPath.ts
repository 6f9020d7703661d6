import { realpathSync } from 'node:fs';

/** The path that links lead to; undefined if there is nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
