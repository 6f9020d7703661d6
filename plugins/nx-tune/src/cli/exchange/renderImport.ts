import { basename } from 'node:path';

import {
  type BestImported,
  sameNameLoosely,
  bestOf,
  type TrialImport,
  paramsInLine,
  labelsOf,
} from '@nx-tune/exchange';
import { escapeLines, formatValue } from '@nx-tune/report';
import { defined, isAdaptive, type JsonObject } from '@nx-tune/search';
import { goalsOf, importedResultsFile, type Sweep } from '@nx-tune/sweep';

import type { SweepLocation } from '../../study/sweepLocation.js';

/** An import: from which file, for which sweep, and where to. */
export interface ImportSummary {
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

/** Most reasons that are listed. */
const shownReasons = 5;

/** Renders what an import took, what it left out and what to do next. */
export function renderImport(
  imported: TrialImport,
  { file, kind, target, name, sweep, location, isDry }: ImportSummary,
): string {
  const { matching, trials, leftOut, assumed, inactive } = imported;
  const fitting = trials.filter(({ fits }) => fits).length;
  const found = bestOf(imported, sweep);
  const missing = labelsOf(sweep).filter((label) => !matching.params.has(label) && !assumed.includes(label));
  const unused = matching.unused.map((column) => column.name);
  const lines = [
    `${file} (${kind}): ${count(trials.length, 'result')} imported, ${leftOut.length} left out`,
    ...leftOut.slice(0, shownReasons).map(({ where, why }) => `  ${where}: ${why}`),
    ...(leftOut.length > shownReasons ? [`  and ${leftOut.length - shownReasons} more`] : []),
    `metric ${sweep.metric.name} is ${matching.metric.name}`,
    ...[...matching.needed].map(([name, column]) => `metric ${name} is ${column.name}`),
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
    ...(found === undefined ? [] : [bestLine(found, sweep)]),
    ...(trials.length === 0 ? [] : [isDry ? `${target} would be written` : `${target} is written: commit it`]),
    ...(trials.length === 0 ? [] : ['', nextStep(sweep, location, name)]),
  ];
  return escapeLines(`${lines.join('\n')}\n`);
}

/** The best of them, with several goals how many are on the front. */
function bestLine({ best, front }: BestImported, { metric }: Sweep): string {
  const { where, trial } = best;
  const values = goalsOf(metric).map(({ name }) => `${name} ${formatValue(trial.metrics[name])}`);
  const of = front === undefined ? 'best' : `picked of a front of ${front}`;
  return `${of}: ${values.join(', ')} (${where}) ${paramsInLine(trial.params)}`;
}

/** Renders the import as JSON. */
export function importJson(imported: TrialImport, { file, kind, target, sweep, isDry }: ImportSummary): JsonObject {
  const { matching, trials, leftOut, assumed } = imported;
  const { best, front } = bestOf(imported, sweep) ?? {};
  return {
    source: { kind, file: basename(file) },
    written: isDry ? null : target,
    taken: trials.length,
    inSpace: trials.filter(({ fits }) => fits).length,
    leftOut: leftOut.map(({ where, why }) => ({ where, why })),
    metric: {
      [sweep.metric.name]: matching.metric.name,
      ...Object.fromEntries([...matching.needed].map(([name, column]) => [name, column.name])),
    },
    params: Object.fromEntries([...matching.params].map(([label, column]) => [label, column.name])),
    assumed,
    strangers: matching.strangers.map((column) => column.name),
    unused: matching.unused.map((column) => column.name),
    ...defined({ front }),
    best: best === undefined ? null : { where: best.where, params: best.trial.params, metrics: best.trial.metrics },
  };
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
  const near = sameNameLoosely(label, columns) ?? (columns.length === 1 ? columns[0] : undefined);
  return near === undefined
    ? `; if one holds it, add --map THEIRS=${label}`
    : `; if it is ${near}, add --map ${near}=${label}`;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
