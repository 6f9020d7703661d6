// The target `table`: what each way to set hyperparameters found and cost, from the results of its trials.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { renderMarkdown, renderText, rowOf, type TrialRecord, ways } from './rows.js';

const project = path.join(import.meta.dirname, '..');
const file = path.join(project, 'dist', 'table.md');

const read = (...names: readonly string[]): unknown =>
  JSON.parse(readFileSync(path.join(project, '.tune', ...names), 'utf8'));

/** How long trials took when they were computed, by id. */
function readDurations(): ReadonlyMap<string, number> {
  const runs = readdirSync(path.join(project, '.tune'), { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'run.json')
    .map((name) => path.dirname(name));
  return new Map(
    runs.map((folder) => [
      (read(folder, 'result.json') as { readonly id: string }).id,
      (read(folder, 'run.json') as { readonly durationMs: number }).durationMs,
    ]),
  );
}

const durations = readDurations();
const rows = ways.map(([name, sweep]) =>
  rowOf(name, (read(sweep, 'trials.json') as { readonly trials: readonly TrialRecord[] }).trials, durations),
);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, renderMarkdown(rows));
console.log(renderText(rows));
console.log(`As Markdown: ${path.relative(path.join(project, '../..'), file)}`);
