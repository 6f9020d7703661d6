import { bestTrial, type SweepReport } from '@nx-tune/report';
import { type JsonObject } from '@nx-tune/search';
import {
  canTry,
  type CompletedByHand,
  completeByHand,
  handTrials,
  type PlannedTrial,
  readWords,
  taskName,
} from '@nx-tune/sweep';

import { Mistake } from '../../mistake.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { findEntry } from '../../study/readEntry.js';
import { positionKey } from '../../study/trialFolder.js';
import { rememberTried } from '../../study/tried.js';
import { type HandPlace, handReport, handPlaceOf } from './handReport.js';
import { type Kept, keepPoint, keptIn } from './keepPoint.js';
import { runTrialTasks } from './runTrialTasks.js';

/** A point that was tried by hand: what came of it, and its rank. */
export interface TriedPoint extends CompletedByHand, HandPlace {
  /** All results that are known, those that were tried by hand among them. */
  readonly report: SweepReport;
  /** True if no trial of it had to be computed. */
  readonly restored: boolean;
  readonly kept: Kept;
}

export interface TryOptions {
  /** True if the point is to be added to those of the sweep file. */
  readonly keep: boolean;
  /** Called with the whole point before it is computed. */
  readonly onStart: (completed: CompletedByHand) => void;
  /** Called with what Nx prints meanwhile. */
  readonly onOutput: (text: string) => void;
}

/**
 * Computes one point now, as the trial that it would be under `points` or `baselines`, or lets Nx restore it. Throws a `Mistake`
 * that says what is wrong with the words, or that the trial failed.
 */
export async function tryPoint(
  workspaceRoot: string,
  found: OpenSweep,
  words: readonly string[],
  { keep, onStart, onOutput }: TryOptions,
): Promise<TriedPoint> {
  const { project, projectDir, sweep, name } = found;
  const completed = completePoint(found, words);
  const { params } = completed;
  const trials = handTrials(sweep, params);
  if (!isOwn(found, trials)) rememberTried(projectDir, name, params);
  onStart(completed);
  const startedMs = Date.now();
  const tasks = trials.map((trial) => taskName(project, trial.name));
  const { code, output } = await runTrialTasks(workspaceRoot, tasks, onOutput);
  const entries = trials.map((trial) => findEntry(projectDir, trial, sweep.metric));
  const report = handReport(found);
  const place = handPlaceOf(report, params);
  if (code !== 0 || entries.includes(undefined) || place === undefined)
    throw new Mistake(`The trial has no result to compare. Nx printed:\n${output.trim()}`);
  const restored = entries.every((entry) => Date.parse(entry?.run?.startedAt ?? '') < startedMs);
  return { ...completed, ...place, report, restored, kept: keptOf(workspaceRoot, found, params, trials, keep) };
}

function completePoint(found: OpenSweep, words: readonly string[]): CompletedByHand {
  const { sweep, file } = found;
  if (sweep.ladder !== undefined || sweep.race !== undefined)
    throw new Mistake(
      `${file}: "${sweep.ladder === undefined ? 'race' : 'early_terminate'}" compares configurations to decide which go on, so one alone cannot be tried. List it under "points", where it is among the first.`,
    );
  const read = readWords(sweep.space, words);
  if (!read.ok) throw new Mistake(read.problem);
  const best = bestTrial(handReport(found))?.result.params;
  const completed = completeByHand(sweep.space, read.named, best);
  if (!canTry(sweep, completed.params))
    throw new Mistake(
      `The sweep does not allow ${JSON.stringify(completed.params)}: see "exclude" and "constraints" in ${file}.`,
    );
  return completed;
}

/** True if the sweep has these trials itself, under the same names. */
function isOwn({ trials }: OpenSweep, wanted: readonly PlannedTrial[]): boolean {
  const own = new Set(trials.flatMap((trial) => (trial.slot === undefined ? [positionKey(trial)] : [])));
  return wanted.every((trial) => own.has(positionKey(trial)));
}

const keptOf = (
  workspaceRoot: string,
  found: OpenSweep,
  params: JsonObject,
  trials: readonly PlannedTrial[],
  keep: boolean,
): Kept => (keep ? keepPoint(workspaceRoot, found, params, trials) : keptIn(found.sweep, params));
