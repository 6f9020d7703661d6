import { join } from 'node:path';

import {
  advisesOnSeeds,
  bestTrial,
  spentOn,
  spentText,
  escapeControl,
  escapeLines,
  renderLeaderboard,
  renderSummaryMarkdown,
  type SweepReport,
  wrap,
} from '@nx-tune/report';
import { forgetJournal, journaledTrials } from '@nx-tune/runner';
import { isSeedNotice, lockFile, type PlannedTrial, type Sweep, withCost } from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import { cacheDir } from 'nx/src/utils/cache-directory.js';

import { complain } from '../../escape/complain.js';
import { baseVariable, outputFolder, recomputeVariable } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import { alteredTrial, sweepTargetProblem } from '../../run/checkTargets.js';
import { atWork } from '../../run/remote/work.js';
import { dryRunId } from '../../run/dryRun.js';
import { forgetDryRuns } from '../../run/passedOver.js';
import { leaveNote } from '../../run/endNotes.js';
import { runId } from '../../run/runIdentity.js';
import { hasOtherRuns } from '../../run/turn/hasOtherRuns.js';
import { turnProblem } from '../../run/turn/ownTurn.js';
import { lostTurn, takePart } from '../../run/turn/takePart.js';
import { terminal } from '../../run/terminal.js';
import { unstoredTrials } from '../../run/unstoredTrials.js';
import { unheardEdits } from '../../run/unheardEdits.js';
import { unmatchedInputs } from '../../run/unmatchedInputs.js';
import { unreadDotenv } from '../../run/unreadDotenv.js';
import { rememberInputs } from '../../snapshots/inputsHistory.js';
import { gather } from '../../study/gather.js';
import { type Locked, lockSweep } from '../../study/lockSweep.js';
import { lockBefore } from '../../study/lockBefore.js';
import { readOwnLock } from '../../study/readLock.js';
import { readSweep } from '../../study/readSweep.js';
import { changedLocks, maybeChanged } from '../../study/readWarmStart.js';
import { readSettled } from '../../study/readSettled.js';
import { followsFromResults } from '../../study/planParts.js';
import { resolveTrials } from '../../study/resolveTrials.js';
import { resultsOnDisk } from '../../study/resultsOnDisk.js';
import { seenArtifacts } from '../../study/seenArtifacts.js';
import { trialDir } from '../../study/trialFolder.js';
import { undeclaredNotices } from '../../study/undeclaredNotice.js';
import { userDependencies } from '../../study/userDependencies.js';
import { unproposed } from '../../study/unproposed.js';
import { whatIsMissing } from '../../study/whatIsMissing.js';
import { writeCurves } from '../../study/writeCurves.js';
import { writeSweep } from '../../study/writeSweep.js';
import { healNeeded } from '../heal/healNeeded.js';
import { nodeOf } from '../trial/trialTask.js';
import { sweepMetadata } from '../trial/trialsOfRun.js';
import { knownInputs } from './knownInputs.js';
import { measuredTogether } from './measuredTogether.js';
import { trialsOfProject } from './trialsOfProject.js';
import { unknownNoise } from './unknownNoise.js';
import { unreported } from './unreported.js';
import { writtenNotice } from './writtenNotice.js';
import { showPlan } from './showPlan.js';
import { wallMs } from './wallMs.js';
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

async function run(
  { sweepFile, top = 10, frozenLock, summary }: TuneOptions,
  context: ExecutorContext,
): Promise<boolean> {
  const { root: workspaceRoot, projectName: project = '', targetName = '' } = context;
  const { root } = nodeOf(context.projectGraph, project).data;
  const metadata = sweepMetadata(context, project, targetName);
  if (metadata?.problems !== undefined) return fail(metadata.problems);
  const read = readSweep(workspaceRoot, root, join(root, sweepFile), metadata?.defaults);
  if (!read.ok) return fail(read.problems);
  if (metadata !== undefined && metadata.known !== read.sweep.warmStart?.digest) return fail([changedLocks]);
  const { sweep } = read;
  const written = userDependencies(workspaceRoot, root, targetName);
  const wrong =
    sweepTargetProblem(context.projectGraph, project, sweep.name, written) ??
    alteredTrial(context.projectGraph, trialsOfProject(context, project));
  if (wrong !== undefined) return fail([wrong]);
  const projectDir = join(workspaceRoot, root);
  const dryRun = dryRunId();
  if (dryRun !== undefined) return showPlan(read, dryRun, { project, root, top }, context);
  forgetDryRuns(join(projectDir, outputFolder));
  const location = { project, root, file: join(root, sweepFile), name: sweep.name };
  const artifacts = seenArtifacts(workspaceRoot, projectDir, sweep.name);
  const facts = { workspaceRoot, runId: runId(), inputs: knownInputs(context, project), artifacts };
  const gatherNow = () => {
    const resolved = resolveTrials(read, resultsOnDisk(projectDir, sweep));
    return { trials: resolved, gathered: gather(sweep, resolved, location, facts) };
  };
  const first = await readSettled(gatherNow, (found) => 'problems' in found.gathered);
  // Where results decide which trials there are, a wrong one may be in none of them.
  const mayBeWrong = 'problems' in first.gathered || followsFromResults(read);
  const healed = mayBeWrong ? await healNeeded(context, artifacts) : undefined;
  const { trials, gathered } = (healed?.notes.length ?? 0) > 0 ? gatherNow() : first;
  if ('problems' in gathered)
    return fail([...(healed?.notes ?? []), ...(healed?.problems ?? []), ...gathered.problems, ...maybeChanged(sweep)]);
  artifacts.save();
  const { report, notStarted } = gathered;
  const lost = lostTurn(workspaceRoot);
  if (lost !== undefined) return fail([lost]);
  const folder = join(root, outputFolder, sweep.name);
  writeSweep(join(workspaceRoot, folder), report);
  const inputs = report.trials.flatMap(({ run }) => run?.inputs ?? []);
  rememberInputs(projectDir, sweep.name, inputs);
  const missing = whatIsMissing(report, notStarted, sweep.onCrash);
  // Nx has cached the trials by now, if it can: it stores them before it starts the tasks that depend on them. After a crash the
  // journal is kept, since the sweep file may change in a way that the journal survives, such as `on_crash`.
  // What was put right is in the journal, in case that the cache does not have it.
  const journal = join(projectDir, outputFolder, 'journal');
  const unstored = unstoredOf(report, trials, root, { workspaceRoot, journal });
  if (missing === undefined && unstored === undefined && (healed?.computed ?? 0) === 0 && !hasOtherRuns(workspaceRoot))
    forgetJournal(journal);
  const isFrozen = frozenLock ?? isCi();
  const known = readOwnLock(join(projectDir, lockFile(sweep.name)));
  const before = wantsSummary(summary)
    ? lockBefore(
        workspaceRoot,
        location,
        process.env[baseVariable] || undefined,
        known.kind === 'lock' ? known.lock : undefined,
      )
    : undefined;
  const locked = missing === undefined ? lockResults(sweep, report, projectDir, frozenLock) : undefined;
  const curves =
    missing === undefined && sweep.curves === true
      ? writeCurves(projectDir, sweep, report.trials, foldersOf(trials, projectDir), isFrozen)
      : [];
  const notices = [
    ...unregisteredNotice(),
    // The leaderboard says it at more length where it matters.
    ...(metadata?.notices ?? read.notices).filter((notice) => !isSeedNotice(notice) || !advisesOnSeeds(report)),
    ...unproposed(
      read,
      trials,
      report.trials.map(({ result, run }) => withCost(sweep, result, run)),
    ),
    ...unmatchedInputs(workspaceRoot, root, join(root, sweepFile), sweep),
    ...unreadDotenv(workspaceRoot, root, targetName, context.configurationName),
    ...undeclaredNotices(
      workspaceRoot,
      sweep,
      report.trials.flatMap(({ run }) => run?.undeclared ?? []),
      location,
    ),
    ...writtenNotice(report, root, context),
    ...measuredTogether(sweep, report),
    ...unreported(sweep, report, foldersOf(trials, projectDir)),
    ...(healed?.notes ?? []),
    ...(locked?.notices ?? []),
    ...(unstored === undefined ? [] : [unstored]),
  ];
  show(report, { notices, noise: unknownNoise(sweep, report), cost: costLine(sweep, report) }, { folder, top });
  const problems = missing === undefined ? [...(locked?.problems ?? []), ...curves] : [missing];
  const task = `${project}:${targetName}`;
  if (wantsSummary(summary))
    writeSummary(renderSummaryMarkdown(report, before, problems), { workspaceRoot, task, file: summary });
  if (locked !== undefined && locked.problems.length > 0)
    leaveNote(workspaceRoot, runId(), task, 'problems.txt', `${task}: ${locked.problems.join('\n')}\n`);
  if (problems.length > 0) return fail(problems);
  return bestTrial(report) !== undefined || fail(['No trial completed, so there is no best trial.']);
}

/** With `--skip-nx-cache`, Nx stores nothing, and that is meant. */
function unstoredOf(
  { trials }: SweepReport,
  planned: readonly PlannedTrial[],
  root: string,
  { workspaceRoot, journal }: { readonly workspaceRoot: string; readonly journal: string },
): string | undefined {
  if (process.env[recomputeVariable] === 'true') return undefined;
  const folders = foldersOf(planned, root);
  const journaled = journaledTrials(journal);
  const toStore = trials
    .filter(({ executed, result }) => executed === true || journaled.has(result.id))
    .map((trial) => ({ ...trial, folder: folders(trial.result.id).replaceAll('\\', '/') }));
  return unstoredTrials(toStore, { workspaceRoot, cacheFolder: cacheDir });
}

/** In CI nobody commits what a run writes, so there the lock is only compared. */
function lockResults(sweep: Sweep, { trials }: SweepReport, projectDir: string, frozenLock?: boolean): Locked {
  return lockSweep(
    join(projectDir, lockFile(sweep.name)),
    sweep,
    trials.map(({ result, run }) => withCost(sweep, result, run)),
    { isFrozen: frozenLock ?? isCi(), isStrict: frozenLock === true },
  );
}

function unregisteredNotice(): string[] {
  const problem = turnProblem();
  return problem === undefined
    ? []
    : [`runs of this workspace cannot see each other (${problem}). Do not start two at once with different inputs`];
}

const isCi = (): boolean => !['', 'false', '0', undefined].includes(process.env['CI']);

function foldersOf(trials: readonly PlannedTrial[], projectDir: string): (id: string) => string {
  const folders = new Map(trials.map((trial) => [trial.id, trialDir(projectDir, trial)]));
  return (id) => folders.get(id) ?? '';
}

/** Describes the costs of trials, for sweeps that have a budget or a price. */
function costLine({ budgetSeconds, pricePerHour }: Sweep, { trials }: SweepReport): string | undefined {
  if (budgetSeconds === undefined && pricePerHour === undefined) return undefined;
  const cost = spentOn(trials.map(({ run }) => run ?? null));
  return cost && spentText(cost, pricePerHour);
}

interface Said {
  readonly notices: readonly string[];
  readonly noise: string | undefined;
  readonly cost: string | undefined;
}

function show(
  report: SweepReport,
  { notices, noise, cost }: Said,
  { folder, top }: { readonly folder: string; readonly top: number },
): void {
  const screen = terminal();
  const lines = [
    ...notices.map((notice) => escapeLines(`Note: ${notice}`)),
    renderLeaderboard(report, { ...screen, top, wallMs: wallMs(report) }).trimEnd(),
    ...(cost === undefined ? [] : wrap(cost, screen.width)),
    ...(noise === undefined ? [] : wrap(escapeControl(noise), screen.width)),
    '',
    ...(bestTrial(report) === undefined ? [] : [`Best params  ${join(folder, 'best.json')}`]),
    `All trials   ${join(folder, 'trials.json')}`,
    `Report       ${join(folder, 'report.html')}`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

function fail(problems: readonly string[]): false {
  complain(`\n${problems.join('\n')}\n`);
  return false;
}
