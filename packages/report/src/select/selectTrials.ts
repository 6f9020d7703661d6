import { canonicalJson, type Json, nearestName } from '@nx-tune/search';

import { frontPlaces } from '../data/frontPlaces.js';
import { type RankedTrial, rankEach, rankTrials } from '../data/rankTrials.js';
import type { SweepReport } from '../data/sweepReport.js';
import { ambiguity } from './filterableNames.js';
import { parseFilter } from './parseFilter.js';
import { filterNames, trialRow } from './trialRow.js';

/** The trials that are wanted, and their order. */
export interface Selection {
  /** As `parseFilter` reads it. */
  readonly filter?: string | undefined;
  /** A name that filters know; after `-`, from large to small. Without it, from best to worst. */
  readonly sort?: string | undefined;
  readonly top?: number | undefined;
  /** True if each replicate is selected for itself, and not all of a configuration together, by their means. */
  readonly each?: boolean | undefined;
}

export type Selected =
  | { readonly ok: true; readonly trials: readonly RankedTrial[] }
  | { readonly ok: false; readonly message: string };

/** The trials of a sweep that are wanted. Those without a value to sort by come last in either direction. */
export function selectTrials(
  report: SweepReport,
  { filter = '', sort = 'trial.rank', top = Infinity, each = false }: Selection,
): Selected {
  const names = filterNames(report);
  const parsed = filter.trim() === '' ? undefined : parseFilter(filter, names);
  if (parsed?.ok === false)
    return { ok: false, message: `The filter is wrong at column ${parsed.column}: ${parsed.message}.` };
  const name = sort.replace(/^-/, '');
  const unclear = ambiguity(name, names);
  if (unclear !== undefined) return { ok: false, message: `The order is not clear: ${unclear}.` };
  if (!names.names.includes(name)) return { ok: false, message: unknownName(name, names.names) };
  const direction = sort.startsWith('-') ? -1 : 1;
  const placeOf = frontPlaces(report);
  const rows = (each ? rankEach : rankTrials)(report)
    .map((trial) => ({ trial, row: trialRow(trial, trial.rank, placeOf(trial)) }))
    .filter(({ row }) => parsed?.filter(row) ?? true)
    .map(({ trial, row }) => ({ trial, value: row(name) }))
    .toSorted((a, b) => compare(a.value, b.value, direction) || a.trial.rank - b.trial.rank);
  return { ok: true, trials: rows.slice(0, top).map(({ trial }) => trial) };
}

function unknownName(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `There is no "${name}" to sort by.${hint} Names are ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`;
}

/** Numbers before texts, and those before what is neither. */
function compare(a: Json | undefined, b: Json | undefined, direction: 1 | -1): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  const [one, other] = typeof a === 'number' && typeof b === 'number' ? [a, b] : [textOf(a), textOf(b)];
  return one < other ? -direction : one > other ? direction : 0;
}

const kindOf = (value: Json): number => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);
const textOf = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));
