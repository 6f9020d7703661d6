import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a folder. */
export interface ListedFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** All files in a folder and below, by path. A link is a file of its own size: none is followed. */
export function listFiles(folder: string, prefix = ''): ListedFile[] {
  return listNames(folder).flatMap((name) => {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stats === undefined) return [];
    const path = `${prefix}${name}`;
    return stats.isDirectory() ? listFiles(join(folder, name), `${path}/`) : [{ path, bytes: stats.size }];
  });
}

/** What a folder holds, sorted; nothing if it cannot be read. */
export function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
