import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search';
import {
  compareTrial,
  type LockedTrial,
  lockFile,
  type PlannedTrial,
  type Sweep,
  sweepName,
  sweepTarget,
  type TrialResult,
} from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import writeFileAtomic from 'write-file-atomic';

import { complain } from '../../escape/complain.js';
import { outputFolder } from '../../constants.js';
import { dryRunId } from '../../run/dryRun.js';
import { announceTurn } from '../../run/turn/announce.js';
import { lockedResults } from '../../study/lockedResults.js';
import { lockProblem, readOwnLock } from '../../study/readLock.js';
import { readSweep } from '../../study/readSweep.js';
import { resolveTrials } from '../../study/resolveTrials.js';
import { nodeOf } from '../trial/trialTask.js';
import { sweepMetadata } from '../trial/trialsOfRun.js';
import { chooseTrials } from './chooseTrials.js';
import { recompute } from './recompute.js';
import { replayFolder } from './replayFolder.js';
import { renderReplay } from './renderReplay.js';
import type { Replayed } from './replayed.js';

/** The options of a `tune-replay` target: see `schemas/replay.json`. */
export interface ReplayOptions {
  readonly sweepFile: string;
  readonly trials?: readonly string[];
  readonly sample?: number;
  readonly seed?: string;
  readonly tolerance?: number;
}

/** Computes trials of a sweep again and compares them with its lock. Fails if one differs. */
export const replaySweep: PromiseExecutor<ReplayOptions> = async (options, context) => {
  announceTurn(context);
  const answer = await replay(options, context);
  if (typeof answer === 'string') complain(`\n${answer}\n`);
  return { success: answer === true };
};

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
  const chosen = chooseTrials(lock, choice);
  if (typeof chosen === 'string') return chosen;
  if (dryRunId() !== undefined) {
    process.stdout.write(
      `\nThis is a dry run. A replay would compute these trials of ${file} again:\n${listed(chosen)}\n`,
    );
    return true;
  }
  const replayed = await compareAll(
    sweep,
    resolveTrials(read, lockedResults(lock)),
    chosen,
    tolerance,
    projectDir,
    context,
  );
  write(join(projectDir, outputFolder, sweep.name), replayed);
  process.stdout.write(renderReplay(replayed, file));
  return replayed.every(({ verdict }) => verdict.kind !== 'different' && verdict.kind !== 'unstable');
}

const listed = (trials: readonly LockedTrial[]): string => trials.map(({ id }) => `  ${id}`).join('\n');

/** Computes a trial that differs once more, to tell a result that has changed from one that changes each time. */
async function compareAll(
  sweep: Sweep,
  planned: readonly PlannedTrial[],
  chosen: readonly LockedTrial[],
  tolerance: number,
  projectDir: string,
  context: ExecutorContext,
): Promise<readonly Replayed[]> {
  const plannedById = new Map(planned.map((trial) => [trial.id, trial]));
  const folder = replayFolder(context.root, projectDir, sweep.name);
  const compute = (trials: readonly LockedTrial[], why: string): Promise<ReadonlyMap<string, TrialResult>> => {
    const wanted = withContinued(trials, plannedById);
    return recompute(sweep, wanted, projectDir, folder, context, sayNowAndThen(wanted.length, why));
  };
  const first = await compute(chosen, 'replayed');
  const verdicts = chosen.map((locked): Replayed => {
    const result = first.get(locked.id);
    return {
      locked,
      verdict: result === undefined ? { kind: 'gone' } : compareTrial(locked, result, sweep.unstable, tolerance),
    };
  });
  const different = verdicts.filter(({ verdict }) => verdict.kind === 'different').map(({ locked }) => locked);
  const second = different.length === 0 ? first : await compute(different, 'that differ replayed again');
  return verdicts.map(({ locked, verdict }) => {
    if (verdict.kind !== 'different') return { locked, verdict };
    const isSame = sameTwice(first.get(locked.id), second.get(locked.id), sweep);
    return { locked, verdict: isSame ? verdict : { ...verdict, kind: 'unstable' } };
  });
}

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

const sameTwice = (a: TrialResult | undefined, b: TrialResult | undefined, { unstable }: Sweep): boolean => {
  if (a === undefined || b === undefined) return a === b;
  return canonical(a, unstable) === canonical(b, unstable);
};

function canonical({ outcome, metrics }: TrialResult, unstable: readonly string[]): string {
  const stable = Object.entries(metrics).filter(([name]) => !unstable.includes(name));
  return canonicalJsonText({ outcome: outcome.kind, metrics: Object.fromEntries(stable) });
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
  writeFileAtomic.sync(join(folder, 'replay.json'), canonicalJsonText({ schemaVersion: 1, trials }));
}
