import { readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { alike, bestOf, type Imported, importTrials, inLine, labelsOf, type Renaming } from '@nx-tune/exchange';
import { escapeControl } from '@nx-tune/report';
import { canonicalJsonText, isAdaptive, type JsonObject } from '@nx-tune/search';
import { formatImportedResults, formatProblem, importedResultsFile, parseSweep, type Sweep } from '@nx-tune/sweep';
import { sync as writeFileAtomic } from 'write-file-atomic';

import { Mistake } from '../../mistake.js';
import { readText } from '../../study/readText.js';
import { largestSource } from '../../study/readWarmStart.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { print } from '../print.js';
import { readForeign } from './readForeign.js';

export interface ImportOptions {
  readonly json?: boolean;
  readonly from?: 'csv' | 'optuna' | 'wandb';
  readonly map?: readonly Renaming[];
  readonly name?: string;
  readonly study?: string;
  readonly dryRun?: boolean;
}

/** Imports the results of a file for a sweep, and prints what it imported. Throws a `Mistake` if nothing can be imported. */
export async function importFile(
  workspaceRoot: string,
  location: SweepLocation,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const sweep = readSweepFile(workspaceRoot, location);
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
  if (!isDry) writeFileAtomic(join(workspaceRoot, target), text);
  const summary = { file, kind: read.table.kind, target, sweep, location, isDry, name };
  print(options.json === true ? canonicalJsonText(asJson(imported, summary)) : escapeLines(asText(imported, summary)));
  if (imported.trials.length === 0)
    throw new Mistake(`${file} has no results that can be imported, so nothing was written.`);
}

/** Reads the sweep file without the results under `from`, which may be those that are imported now. */
function readSweepFile(workspaceRoot: string, { name, file }: SweepLocation): Sweep {
  const parsed = parseSweep(name, file, readText(join(workspaceRoot, file)) ?? '');
  if (parsed.ok) return parsed.value;
  throw new Mistake(parsed.problems.map(formatProblem).join('\n'));
}

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
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Mistake(`${file} ${code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code}`}.`);
  }
}

function nameOf(file: string, wanted: string | undefined): string {
  const plain = basename(file)
    .replace(/\.[A-Za-z0-9]+$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  const name = wanted ?? (plain === '' ? 'imported' : plain);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  throw new Mistake(`--name ${name}: a name consists of letters, digits, ".", "_" and "-".`);
}

interface ImportSummary {
  readonly file: string;
  readonly kind: string;
  /** Relative to the workspace. */
  readonly target: string;
  readonly name: string;
  readonly sweep: Sweep;
  readonly location: SweepLocation;
  /** Nothing is written. */
  readonly isDry: boolean;
}

const shownReasons = 5;

function asText(imported: Imported, { file, kind, target, name, sweep, location, isDry }: ImportSummary): string {
  const { matching, trials, leftOut, assumed, inactive } = imported;
  const fitting = trials.filter(({ fits }) => fits).length;
  const best = bestOf(imported, sweep);
  const missing = labelsOf(sweep).filter((label) => !matching.params.has(label) && !assumed.includes(label));
  const unused = matching.unused.map((column) => column.name);
  const lines = [
    `${file} (${kind}): ${count(trials.length, 'result')} imported, ${leftOut.length} left out`,
    ...leftOut.slice(0, shownReasons).map(({ where, why }) => `  ${where}: ${why}`),
    ...(leftOut.length > shownReasons ? [`  and ${leftOut.length - shownReasons} more`] : []),
    `metric ${sweep.metric.name} is ${matching.metric.name}`,
    ...[...matching.params].map(([label, column]) => `parameter ${label} is ${column.name}`),
    ...(matching.budget === undefined ? [] : [`budget ${sweep.ladder?.unit ?? ''} is ${matching.budget.name}`]),
    ...assumed.map((label) => `parameter ${label} is in no column: the constant of ${location.file} is assumed`),
    ...missing.map((label) => `parameter ${label} is in no column${guess(label, unused)}`),
    ...matching.strangers.map(
      (column) =>
        `${column.name} is not a parameter of the sweep, so results with it are not learnt from; --map ${column.name}= leaves it out`,
    ),
    ...(unused.length === 0 ? [] : [`not used: ${unused.slice(0, 20).join(', ')}${unused.length > 20 ? ', …' : ''}`]),
    ...(inactive === 0 ? [] : [`${count(inactive, 'value')} of inactive parameters left out`]),
    ...(fitting === trials.length
      ? []
      : [
          `${trials.length - fitting} of ${trials.length} are outside the present search space, or have another budget`,
        ]),
    ...(best === undefined
      ? []
      : [
          `best: ${sweep.metric.name} ${String(best.trial.metrics[sweep.metric.name])} (${best.where}) ${inLine(best.trial.params)}`,
        ]),
    ...(trials.length === 0 ? [] : [isDry ? `${target} would be written` : `${target} is written: commit it`]),
    ...(trials.length === 0 ? [] : ['', nextStep(sweep, location, name)]),
  ];
  return `${lines.join('\n')}\n`;
}

function nextStep(sweep: Sweep, { file }: SweepLocation, name: string): string {
  const path = importedResultsFile(name);
  if (!isAdaptive(sweep.method))
    return `Only adaptive methods start from results, and ${file} has method: ${sweep.method}. With method: tpe, add\n\n  from: ${path}`;
  const present = (sweep.from ?? []).map((one) =>
    one.in === 'workspace' ? `'{workspaceRoot}/${one.path}'` : one.path,
  );
  if (present.includes(path)) return `${file} starts from it.`;
  return `To start from it, add to ${file}:\n\n  from: ${present.length === 0 ? path : `[${[...present, path].join(', ')}]`}`;
}

function guess(label: string, columns: readonly string[]): string {
  const near = alike(label, columns);
  return near === undefined
    ? `; if one holds it, add --map THEIRS=${label}`
    : `; if it is ${near}, add --map ${near}=${label}`;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
const escapeLines = (text: string): string => text.split('\n').map(escapeControl).join('\n');

function asJson(imported: Imported, { file, kind, target, sweep, isDry }: ImportSummary): JsonObject {
  const { matching, trials, leftOut, assumed } = imported;
  const best = bestOf(imported, sweep);
  return {
    source: { kind, file: basename(file) },
    written: isDry ? null : target,
    taken: trials.length,
    inSpace: trials.filter(({ fits }) => fits).length,
    leftOut: leftOut.map(({ where, why }) => ({ where, why })),
    metric: { [sweep.metric.name]: matching.metric.name },
    params: Object.fromEntries([...matching.params].map(([label, column]) => [label, column.name])),
    assumed,
    strangers: matching.strangers.map((column) => column.name),
    unused: matching.unused.map((column) => column.name),
    best: best === undefined ? null : { where: best.where, params: best.trial.params, metrics: best.trial.metrics },
  };
}
