import { createGrid, isAdaptive, type Space } from '@nx-tune/search';

import type { ReportLadder } from '../../model/ladder.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import type { FileWithGoals } from './withGoals.js';
import { hyperbandBands, usualEta } from '../wandb/hyperbandBands.js';
import { defaultMaxTrials, defaultRunCap } from './usualCounts.js';

/**
 * The rungs of a file of W&B without `budget`: W&B's bands, then the whole run. One race, as W&B has it, or for a method that
 * learns one after the other, each of which learns from those before. Undefined where W&B has no bands.
 */
export function reportLadder(file: SweepFile, space: Space): ReportLadder | undefined {
  const { method, early_terminate: terminate = { type: 'hyperband' }, parameters, max_trials: maxTrials } = file;
  const { eta = usualEta } = terminate;
  const all = hyperbandBands(terminate);
  // Without an end of their own, the bands of W&B go on for ever.
  const least = isAdaptive(method) || terminate.max_iter === undefined ? eta : 2;
  const starts = configurations(file, space);
  // Each trial is a task at each rung.
  const most = Math.min(all.length, Math.floor((maxTrials ?? defaultMaxTrials) / starts) - 1);
  const bands = all.slice(0, Math.max(1, countRungs(starts, eta, least, most)));
  if (bands.length === 0) return undefined;
  const type = isAdaptive(method) ? 'hyperband' : 'successive_halving';
  return { type, unit: unitBeside(Object.keys(parameters)), bands, eta, promotions: bands.length };
}

/** The number of rungs that have enough trials to judge: a rung of one has nothing to compare. */
function countRungs(starts: number, eta: number, least: number, most: number): number {
  let count = 0;
  while (count < most && Math.floor(starts / eta ** count) >= least) count++;
  return count;
}

/** The brackets of a method that learns do not depend on `run_cap`, so that raising it keeps them. */
function configurations({ method, run_cap: cap }: SweepFile, space: Space): number {
  if (isAdaptive(method)) return defaultRunCap;
  const grid = method === 'grid' ? createGrid(space) : undefined;
  return grid !== undefined && 'size' in grid ? Math.min(grid.size, cap ?? Infinity) : (cap ?? defaultRunCap);
}

/** The name of the column of budgets, different from any parameter's. */
function unitBeside(parameters: readonly string[]): string {
  let unit = 'reports';
  while (parameters.includes(unit)) unit = `${unit}_`;
  return unit;
}

/** Says when trials are judged, or that they are not. */
export function countsReports(
  { metric, early_terminate: terminate }: Pick<FileWithGoals, 'metric' | 'early_terminate'>,
  ladder: ReportLadder | undefined,
): string {
  if (ladder === undefined)
    return '"early_terminate" gives no band, as W&B counts them: it needs a whole "min_iter", or a whole "max_iter" and "s" with "max_iter" of at least "eta", and "eta" above 1; so every trial runs to its end';
  const strict =
    terminate?.strict === false ? '; "strict: false" has no effect: a report counts, not the best so far' : '';
  return `"early_terminate" judges trials by what they report of ${metric.name} (JSON lines, or curve.jsonl) after ${ladder.bands.join(', ')} reports; the best 1 in ${ladder.eta} run again for longer, and at last to their end${strict}`;
}
