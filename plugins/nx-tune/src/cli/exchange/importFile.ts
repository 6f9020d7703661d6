import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';

import { importTrials, type ColumnMapping } from '@nx-tune/exchange';
import { escapeControl, terminalJson } from '@nx-tune/report';
import { formatImportedResults, formatProblem, importedResultsFile, parseSweep, type Sweep } from '@nx-tune/sweep';

import { Mistake } from '../../mistake.js';
import { readText } from '../../study/readText.js';
import { workspaceBases } from '../../study/workspaceBases.js';
import { largestSource } from '../../study/readWarmStart.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { writeInProject } from '../../study/writeInProject.js';
import { print } from '../print.js';
import { readForeign } from './readForeign.js';
import { importJson, renderImport } from './renderImport.js';

/** The options of `nx-tune import`. */
export interface ImportOptions {
  readonly json?: boolean;
  readonly from?: 'csv' | 'optuna' | 'wandb';
  readonly map?: readonly ColumnMapping[];
  readonly name?: string;
  readonly study?: string;
  readonly dryRun?: boolean;
}

/** Imports the results of a file for a sweep, and prints what it imported. Throws a `Mistake` if nothing can be imported. */
export async function importFile(
  workspaceRoot: string,
  location: SweepLocation,
  given: string,
  options: ImportOptions,
): Promise<void> {
  const sweep = readSweepFile(workspaceRoot, location);
  const file = foundFile(workspaceRoot, location, given);
  const read = await readForeign(bytesOf(file), options.from, options.study);
  if ('problem' in read) throw new Mistake(escapeControl(`${file}: ${read.problem}.`));
  const imported = importTrials(read.table, sweep, options.map ?? []);
  if ('problem' in imported) throw new Mistake(escapeControl(`${file}: ${imported.problem}`));
  const name = nameOf(file, options.name);
  const target = join(location.root, importedResultsFile(name));
  const text = formatImportedResults({
    schemaVersion: 1,
    source: { kind: read.table.kind, file: basename(file) },
    metric: { name: sweep.metric.name },
    trials: imported.trials.map(({ trial }) => trial),
  });
  if (imported.trials.length > 0 && Buffer.byteLength(text) > largestSource)
    throw new Mistake(
      `${file}: ${imported.trials.length} results are too many to be read on every Nx command: import only the best.`,
    );
  const isDry = options.dryRun === true || imported.trials.length === 0;
  if (!isDry) writeInProject(join(workspaceRoot, location.root), join(workspaceRoot, target), text);
  const summary = { file, kind: read.table.kind, target, sweep, location, isDry, name };
  print(options.json === true ? terminalJson(importJson(imported, summary)) : renderImport(imported, summary));
  if (imported.trials.length === 0)
    throw new Mistake(`${file} has no results that can be imported, so nothing was written.`);
}

/** Reads the sweep file without the results under `from`, which may be those that are imported now. */
function readSweepFile(workspaceRoot: string, { name, file }: SweepLocation): Sweep {
  const parsed = parseSweep(name, file, readText(join(workspaceRoot, file)) ?? '', {}, workspaceBases(workspaceRoot));
  if (parsed.ok) return parsed.value;
  throw new Mistake(parsed.problems.map(formatProblem).join('\n'));
}

/** The file in the present folder, or else in the project: its path as it is read from the present folder. */
function foundFile(workspaceRoot: string, { root }: SweepLocation, given: string): string {
  const inProject = join(workspaceRoot, root, given);
  if (existsSync(given)) return given;
  if (!isAbsolute(given) && existsSync(inProject)) return relative(process.cwd(), inProject);
  throw new Mistake(`${given} does not exist${isAbsolute(given) ? '' : `, neither here nor in ${root}`}.`);
}

/** The size limit in bytes. */
const largestFile = 200_000_000;

function bytesOf(file: string): Uint8Array {
  try {
    const stats = statSync(resolve(file));
    const { size } = stats;
    if (!stats.isFile()) throw new Mistake(`${file} is not a file.`);
    if (size > largestFile) throw new Mistake(`${file} has ${size} bytes; the limit is ${largestFile}.`);
    return readFileSync(resolve(file));
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? ''}.`);
  }
}

/** The name of the imported results: the one wanted, or one made of the name of the file. */
function nameOf(file: string, wanted: string | undefined): string {
  const plain = basename(file)
    .replace(/\.[A-Za-z0-9]+$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  const name = wanted ?? (plain === '' ? 'imported' : plain);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  throw new Mistake(`--name ${name}: a name consists of letters, digits, ".", "_" and "-".`);
}
