import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a folder. */
export interface ListedFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** Lists all files in a folder and below, by path. Links are not followed: a link is a file of its own size. */
export function listFiles(folder: string, prefix = ''): ListedFile[] {
  return listNames(folder).flatMap((name) => {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stats === undefined) return [];
    const path = `${prefix}${name}`;
    return stats.isDirectory() ? listFiles(join(folder, name), `${path}/`) : [{ path, bytes: stats.size }];
  });
}

/** Lists the names in a folder, sorted; none if it cannot be read. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
