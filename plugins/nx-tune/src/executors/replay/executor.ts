import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { FinishedTrial } from '@nx-tune/runner';
import { canonicalJsonText } from '@nx-tune/search';
import {
  compareTrial,
  type LockComparison,
  type LockedTrial,
  lockFile,
  lockTrial,
  type PlannedTrial,
  resultFor,
  type StoredResult,
  type Sweep,
  sweepName,
  sweepTarget,
  totalOf,
  type Undeclared,
} from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { outputFolder } from '../../constants.js';
import { atWork } from '../../run/remote/work.js';
import { dryRunId } from '../../run/dryRun.js';
import { announceTurn } from '../../run/turn/announce.js';
import { describeCompared } from '../../study/describeCompared.js';
import { lockedResults } from '../../study/lockedResults.js';
import { lockProblem, readOwnLock } from '../../study/readLock.js';
import { readSweep } from '../../study/readSweep.js';
import { followsFromResults } from '../../study/planParts.js';
import { resolveTrials } from '../../study/resolveTrials.js';
import { whyUncosted } from '../../study/whyUncosted.js';
import { whyUnranked } from '../../study/whyUnranked.js';
import { undeclaredNotices } from '../../study/undeclaredNotice.js';
import { nodeOf } from '../trial/trialTask.js';
import { sweepMetadata } from '../trial/trialsOfRun.js';
import { chooseTrials } from './chooseTrials.js';
import { inputFilesNow } from './inputFilesNow.js';
import { recompute } from './recompute.js';
import { replayFolder } from './replayFolder.js';
import { renderReplay } from './renderReplay.js';
import type { Replayed } from './replayed.js';
import { writeDerived } from '../../study/writeDerived.js';

/** The options of a `tune-replay` target: see `schemas/replay.json`. */
export interface ReplayOptions {
  readonly sweepFile: string;
  readonly trials?: readonly string[];
  readonly sample?: number;
  readonly seed?: string;
  readonly tolerance?: number;
}

/** Computes trials of a sweep again and compares them with its lock. Fails if one differs. */
export const replaySweep: PromiseExecutor<ReplayOptions> = atWork(async (options, context) => {
  announceTurn(context);
  const answer = await replay(options, context);
  if (typeof answer === 'string') complain(`\n${answer}\n`);
  return { success: answer === true };
});

/** Returns whether nothing differs, or what is wrong. */
async function replay(
  { sweepFile, tolerance = 0, ...choice }: ReplayOptions,
  context: ExecutorContext,
): Promise<boolean | string> {
  const { root: workspaceRoot, projectName: project = '' } = context;
  const { root } = nodeOf(context.projectGraph, project).data;
  const metadata = sweepMetadata(context, project, sweepTarget(sweepName(sweepFile) ?? ''));
  if (metadata?.problems !== undefined) return metadata.problems.join('\n');
  const read = readSweep(workspaceRoot, root, join(root, sweepFile), metadata?.defaults);
  if (!read.ok) return read.problems.join('\n');
  const { sweep } = read;
  const projectDir = join(workspaceRoot, root);
  const file = lockFile(sweep.name);
  const reading = readOwnLock(join(projectDir, file));
  if (reading.kind !== 'lock') return `${lockProblem(join(root, file), reading)}. Run the sweep to write it.`;
  const { lock } = reading;
  const unranked = whyUnranked(join(root, file), lock, sweep) ?? whyUncosted(join(root, file), lock, sweep);
  // Without the values that they follow from, trials that are proposed, promoted or run again are others than those of the lock.
  if (unranked !== undefined && followsFromResults(read)) return unranked;
  const chosen = chooseTrials(lock, choice);
  if (typeof chosen === 'string') return chosen;
  if (dryRunId() !== undefined) {
    process.stdout.write(
      `\nThis is a dry run. A replay would compute these trials of ${file} again:\n${listed(chosen)}\n`,
    );
    return true;
  }
  const planned = resolveTrials(read, lockedResults(lock, sweep.metric));
  const { replayed, undeclared } = await compareAll(sweep, planned, chosen, tolerance, projectDir, context);
  write(join(projectDir, outputFolder, sweep.name), replayed);
  const location = { project, root, file: join(root, sweepFile) };
  const notes = undeclaredNotices(workspaceRoot, sweep, undeclared, location, notOnlyTheCode);
  const total = totalOf(replayed.flatMap(comparedOf));
  const extent = describeCompared(file, total, sweep.measured, tolerance);
  process.stdout.write([...notes.map((note) => `\nNote: ${note}\n`), renderReplay(replayed, file, extent)].join(''));
  const isRight = replayed.every(
    ({ verdict: { kind } }) => kind === 'identical' || kind === 'within tolerance' || kind === 'gone',
  );
  return isRight && total.trials > 0;
}

/** Returns the comparisons of the trials that were computed. */
const comparedOf = ({ verdict }: Replayed): readonly LockComparison[] => {
  if (!('counts' in verdict)) return [];
  return [verdict.kind === 'unstable' ? { ...verdict, kind: 'different' } : verdict];
};

const notOnlyTheCode = 'were compared as these files are now: the lock may come from others';

const listed = (trials: readonly LockedTrial[]): string => trials.map(({ id }) => `  ${id}`).join('\n');

/** Computes a trial that differs once more, to distinguish a result that has changed from one that changes each time. */
async function compareAll(
  sweep: Sweep,
  planned: readonly PlannedTrial[],
  chosen: readonly LockedTrial[],
  tolerance: number,
  projectDir: string,
  context: ExecutorContext,
): Promise<Comparison> {
  const plannedById = new Map(planned.map((trial) => [trial.id, trial]));
  const folder = replayFolder(context.root, projectDir, sweep.name);
  // Taken once, so that both replays are of the same code.
  const inputFiles = await inputFilesNow(withContinued(chosen, plannedById), context);
  const compute = (trials: readonly LockedTrial[], why: string): Promise<ReadonlyMap<string, FinishedTrial>> => {
    const wanted = withContinued(trials, plannedById);
    return recompute(sweep, wanted, projectDir, folder, context, inputFiles, sayNowAndThen(wanted.length, why));
  };
  const first = await compute(chosen, 'replayed');
  const verdicts = chosen.map((locked): Replayed => {
    const trial = first.get(locked.id);
    if (trial === undefined) return { locked, verdict: { kind: 'gone' } };
    return {
      locked,
      verdict: stopped(trial) ?? compareTrial(locked, resultFor(sweep.metric, trial.result), sweep, tolerance),
    };
  });
  const different = verdicts.filter(({ verdict }) => verdict.kind === 'different').map(({ locked }) => locked);
  const second = different.length === 0 ? first : await compute(different, 'that differ replayed again');
  const replayed = verdicts.map(({ locked, verdict }): Replayed => {
    if (verdict.kind !== 'different') return { locked, verdict };
    const again = second.get(locked.id);
    const isSame = sameTwice(first.get(locked.id)?.result, again?.result, sweep);
    return { locked, verdict: (again && stopped(again)) ?? (isSame ? verdict : { ...verdict, kind: 'unstable' }) };
  });
  return { replayed, undeclared: [...first.values()].flatMap((trial) => trial.undeclared ?? []) };
}

/** The findings of a replay, and the files that its trials read without declaring them. */
interface Comparison {
  readonly replayed: readonly Replayed[];
  readonly undeclared: readonly Undeclared[];
}

/** Nothing can be said of a trial that did not start, or whose inputs were edited while it ran. */
const stopped = ({ origin, result: { outcome } }: FinishedTrial): Stopped | undefined =>
  origin === 'stopped' && outcome.kind === 'failed' ? { kind: 'stopped', reason: outcome.error } : undefined;

type Stopped = Extract<Replayed['verdict'], { readonly kind: 'stopped' }>;

/** The trials, and those that they continue. */
function withContinued(
  trials: readonly LockedTrial[],
  planned: ReadonlyMap<string, PlannedTrial>,
): readonly PlannedTrial[] {
  const wanted = new Map<string, PlannedTrial>();
  for (const { id } of trials)
    for (let trial = planned.get(id); trial !== undefined; trial = planned.get(trial.definition.continues ?? ''))
      wanted.set(trial.id, trial);
  return [...wanted.values()];
}

/** True if two replays agree in what must be the same each time. */
const sameTwice = (a: StoredResult | undefined, b: StoredResult | undefined, sweep: Sweep): boolean => {
  if (a === undefined || b === undefined) return a === b;
  return canonical(a, sweep) === canonical(b, sweep);
};

function canonical(result: StoredResult, sweep: Sweep): string {
  const { outcome, metrics } = lockTrial(resultFor(sweep.metric, result), sweep);
  return canonicalJsonText({ outcome: outcome.kind, metrics });
}

/** Prints a line at each tenth of the way. */
function sayNowAndThen(total: number, why: string): (done: number) => void {
  const step = Math.max(1, Math.ceil(total / 10));
  return (done) => {
    if (done % step === 0 || done === total) process.stdout.write(`${done} of ${total} trials ${why}\n`);
  };
}

function write(folder: string, replayed: readonly Replayed[]): void {
  const trials = replayed.map(({ locked, verdict }) => ({ id: locked.id, ...verdict }));
  mkdirSync(folder, { recursive: true });
  writeDerived(join(folder, 'replay.json'), canonicalJsonText({ schemaVersion: 1, trials }));
}
