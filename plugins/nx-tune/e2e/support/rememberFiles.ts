import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writeFiles } from './base.js';

/** Installed and computed files, which stay as they are. */
const left = new Set(['.git', '.nx', '.tune', 'node_modules']);

/**
 * Reads the files of a workspace. The function that it returns brings them back, whether they were edited, added or removed
 * since; a file that is as it was is not touched, which would be work for the daemon.
 */
export function rememberFiles(root: string): () => void {
  const original = new Map(filesIn(root).map((path) => [path, read(root, path)]));
  return () => {
    for (const path of filesIn(root)) if (!original.has(path)) rmSync(join(root, path));
    for (const [path, text] of original)
      if (!existsSync(join(root, path)) || read(root, path) !== text) writeFiles(root, { [path]: text });
  };
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

function filesIn(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return left.has(entry.name) ? [] : filesIn(root, path);
    return entry.isFile() ? [path] : [];
  });
}
