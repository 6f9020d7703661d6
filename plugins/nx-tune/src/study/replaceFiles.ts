import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { listNames } from './listFiles.js';
import { writeDerived } from './writeDerived.js';

/** Lets a folder hold these files and no others. Whoever reads it meanwhile finds each file as it was or as it will be. */
export function replaceFiles(folder: string, texts: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of texts) writeDerived(join(folder, name), text);
  for (const name of listNames(folder))
    if (!texts.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
}
