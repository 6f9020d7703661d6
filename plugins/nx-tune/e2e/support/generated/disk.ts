import { mkdirSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { render } from './render.js';
import type { Entry, World } from './world.js';

/** Makes the files of a folder those of `after`, given that they are those of `before`. Returns the paths that changed. */
export function writeWorld(folder: string, before: World | undefined, after: World): string[] {
  const [old, now] = [before === undefined ? new Map<string, string>() : contents(before), contents(after)];
  const gitWas = before?.gitAt ?? 'acme';
  if (gitWas !== after.gitAt) renameSync(join(folder, gitWas, '.git'), join(folder, after.gitAt, '.git'));
  const gone = [...old.keys()].filter((path) => !now.has(path));
  const changed = [...now.keys()].filter((path) => old.get(path) !== now.get(path));
  for (const path of gone) remove(folder, path);
  for (const path of changed) write(folder, path, after);
  return [...gone, ...changed];
}

const contents = (world: World): Map<string, string> =>
  new Map([...world.entries].map(([path, entry]) => [path, contentOf(path, entry, world)]));

/** The content of an entry as text, to be compared and shown. */
export const contentOf = (path: string, entry: Entry, world: World): string =>
  entry.kind === 'link' ? `-> ${entry.to}` : render(path, entry, world).toString('latin1');

function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  try {
    for (let above = dirname(path); above !== '.'; above = dirname(above)) rmdirSync(join(folder, above));
  } catch {
    // The folder is not empty.
  }
}

function write(folder: string, path: string, world: World): void {
  const entry = world.entries.get(path) as Entry;
  const file = join(folder, path);
  rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  if (entry.kind === 'link') symlinkSync(relative(dirname(file), join(folder, entry.to)), file);
  else writeFileSync(file, render(path, entry, world));
}
