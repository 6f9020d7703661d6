import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Workspace } from './workspace.js';

/**
 * All files of `digits` that are the same wherever its sweeps run, by path, as text: not how it went, which is `run.json` and
 * the one line of a report's page that says that it is not a result.
 */
export function outputFiles(workspace: Workspace): Record<string, string> {
  const folder = workspace.path('apps/digits/.tune');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'run.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Object.fromEntries(files.flatMap((file) => entriesOf(file.slice(folder.length), file)));
}

function entriesOf(name: string, file: string): (readonly [string, string])[] {
  if (!name.endsWith('.html')) return [[name, readFileSync(file, 'latin1')]];
  const page = readFileSync(file, 'latin1');
  const timing = /^<script type="application\/json" id="timing">.*<\/script>$/m;
  if (!timing.test(page)) throw new Error(`${name} says nothing of how it went`);
  const rest = page.replace(timing, '');
  // A page is long, and of one that differs only its data are worth reading.
  return [
    [name, createHash('sha256').update(rest).digest('hex')],
    [`${name}: data`, /^<script type="application\/json" id="data">.*$/m.exec(rest)?.[0] ?? 'none'],
  ];
}
