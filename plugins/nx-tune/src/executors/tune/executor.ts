import { join } from 'node:path';

import { bestTrial, renderSummaryMarkdown, type ResultsBefore, type SweepReport } from '@nx-tune/report';
import { lockFile, type Sweep, withCost } from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { baseVariable, outputFolder } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import { dryRunId } from '../../run/dryRun.js';
import { leaveNote } from '../../run/endNotes.js';
import { forgetDryRuns } from '../../run/passedOver.js';
import { atWork } from '../../run/remote/work.js';
import { runId } from '../../run/runIdentity.js';
import { lostTurn, takePart } from '../../run/turn/takePart.js';
import { unheardEdits } from '../../run/unheardEdits.js';
import { rememberInputs } from '../../snapshots/inputsHistory.js';
import { lockBefore } from '../../study/lockBefore.js';
import { type Locked, type LockOptions, lockSweep } from '../../study/lockSweep.js';
import { readOwnLock } from '../../study/readLock.js';
import { whatIsMissing } from '../../study/whatIsMissing.js';
import { writeCurves } from '../../study/writeCurves.js';
import { writeSweep } from '../../study/writeSweep.js';
import { nodeOf } from '../trial/trialTask.js';
import { foldersOf } from './foldersOf.js';
import { forgetStored } from './forgetStored.js';
import { gatherTrials } from './gatherTrials.js';
import { noticesOfRun } from './noticesOfRun.js';
import { showPlan } from './showPlan.js';
import { showReport } from './showReport.js';
import { type SweepOfTask, sweepOfTask } from './sweepOfTask.js';
import { trialsOfProject } from './trialsOfProject.js';
import { wantsSummary, writeSummary } from './writeSummary.js';

/** The options of a `tune` target: see `schemas/tuneTarget.json`. */
export interface TuneOptions {
  readonly sweepFile: string;
  readonly top?: number;
  readonly frozenLock?: boolean;
  readonly summary?: string;
}

/** Gathers the trials of a sweep, which have run before, into files and a leaderboard. Fails if a trial failed. */
export const gatherSweep: PromiseExecutor<TuneOptions> = atWork(async (options, context) => {
  const { problem, end } = takePart(context, trialsOfProject(context, context.projectName ?? ''));
  try {
    const { root } = nodeOf(context.projectGraph, context.projectName ?? '').data;
    const why = problem ?? (await unheardEdits(context.projectGraph, context.root, [root]));
    return { success: why === undefined ? await withoutMistakes(() => run(options, context)) : fail([why]) };
  } finally {
    end();
  }
});

async function withoutMistakes(action: () => Promise<boolean>): Promise<boolean> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Mistake) return fail([error.message]);
    throw error;
  }
}

/** Gathers the sweep, writes what follows from its results, and shows it. Returns whether all is well. */
async function run(
  { sweepFile, top = 10, frozenLock, summary }: TuneOptions,
  context: ExecutorContext,
): Promise<boolean> {
  const { root: workspaceRoot, targetName = '' } = context;
  const found = sweepOfTask(sweepFile, context);
  if ('problems' in found) return fail(found.problems);
  const { read, location, projectDir } = found;
  const { sweep } = read;
  const dryRun = dryRunId();
  if (dryRun !== undefined) return showPlan(read, dryRun, { ...location, top }, context);
  forgetDryRuns(join(projectDir, outputFolder));
  const gathered = await gatherTrials(found, context);
  if ('problems' in gathered) return fail(gathered.problems);
  const { trials, report, notStarted } = gathered;
  const lost = lostTurn(workspaceRoot);
  if (lost !== undefined) return fail([lost]);
  const folder = join(location.root, outputFolder, sweep.name);
  writeSweep(join(workspaceRoot, folder), report);
  rememberInputs(
    projectDir,
    sweep.name,
    report.trials.flatMap(({ run }) => run?.inputs ?? []),
  );
  const missing = whatIsMissing(report, notStarted, sweep.onCrash);
  const unstored = await forgetStored(found, gathered, missing === undefined, workspaceRoot);
  // In CI nobody commits what a run writes, so there it is only compared.
  const isFrozen = frozenLock ?? isCi();
  const before = wantsSummary(summary) ? lockBeforeRun(found, workspaceRoot) : undefined;
  const locked =
    missing === undefined
      ? lockResults(sweep, report, projectDir, { isFrozen, isStrict: frozenLock === true })
      : undefined;
  const curves =
    missing === undefined && sweep.curves === true
      ? writeCurves(projectDir, sweep, report.trials, foldersOf(trials, projectDir), isFrozen)
      : [];
  const notices = [...noticesOfRun(found, gathered, context), ...(locked?.notices ?? []), ...unstored];
  showReport(sweep, report, { notices, folder, top });
  const problems = missing === undefined ? [...(locked?.problems ?? []), ...curves] : [missing];
  const task = `${location.project}:${targetName}`;
  if (wantsSummary(summary))
    writeSummary(renderSummaryMarkdown(report, before, problems), { workspaceRoot, task, file: summary });
  if (locked !== undefined && locked.problems.length > 0)
    leaveNote(workspaceRoot, runId(), task, 'problems.txt', `${task}: ${locked.problems.join('\n')}\n`);
  if (problems.length > 0) return fail(problems);
  return bestTrial(report) !== undefined || fail(['No trial completed, so there is no best trial.']);
}

/** The lock with which the summary compares the results. */
function lockBeforeRun({ location, projectDir, read }: SweepOfTask, workspaceRoot: string): ResultsBefore | undefined {
  const known = readOwnLock(join(projectDir, lockFile(read.sweep.name)));
  const own = known.kind === 'lock' ? known.lock : undefined;
  return lockBefore(workspaceRoot, location, process.env[baseVariable] || undefined, own);
}

function lockResults(sweep: Sweep, { trials }: SweepReport, projectDir: string, options: LockOptions): Locked {
  return lockSweep(
    join(projectDir, lockFile(sweep.name)),
    sweep,
    trials.map(({ result, run }) => withCost(sweep, result, run)),
    options,
  );
}

const isCi = (): boolean => !['', 'false', '0', undefined].includes(process.env['CI']);

function fail(problems: readonly string[]): false {
  complain(`\n${problems.join('\n')}\n`);
  return false;
}
