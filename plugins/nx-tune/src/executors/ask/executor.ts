import { join } from 'node:path';

import { readTrial } from '@nx-tune/runner';
import {
  type AvailableResults,
  type CostedResult,
  needsCost,
  type PlannedTrial,
  resolveSlots,
  resultFor,
  type Search,
  type SlotPlan,
  slotsUpTo,
  type TrialResult,
  type TrialRun,
  withCost,
} from '@nx-tune/sweep';
import type { PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { outputFolder, slotFile } from '../../constants.js';
import { atWork } from '../../run/remote/work.js';
import { dryRunId } from '../../run/dryRun.js';
import { passedOver } from '../../run/passedOver.js';
import { formatProposal } from '../../study/proposal.js';
import { changedCosts, withRecordedCosts } from '../../study/withRecordedCosts.js';
import { readSettled } from '../../study/readSettled.js';
import { changedLocks, maybeChanged, readWarmStart } from '../../study/readWarmStart.js';
import { replaceFiles } from '../../study/replaceFiles.js';
import { resultsOnDisk } from '../../study/resultsOnDisk.js';
import { trialDir, trialFolder } from '../../study/trialFolder.js';
import { healNeeded } from '../heal/healNeeded.js';
import { nodeOf, projectRootOf } from '../trial/trialTask.js';

/** The options of an `ask` target: see `schemas/ask.json`. */
export interface AskOptions {
  /** A `Search`, as canonical JSON, with the digest of its warm start in place of `known`. */
  readonly search: string;
  readonly generation: number;
  readonly version: number;
}

/** Set by inference, and not hashed. */
export interface AskMetadata {
  /** The lock of the sweep, in the folder of its project, if it says what trials cost. */
  readonly lock?: string;
}

/**
 * Proposes the trials of one generation from the results of earlier ones, and writes a file for each slot. The generation
 * before is proposed again, to check its results: a result of anything else is an error, and not learnt from. Earlier
 * generations were checked in the same way when the next one was proposed.
 */
export const askGeneration: PromiseExecutor<AskOptions> = atWork(async ({ search: text, generation }, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const folder = nodeOf(projectGraph, projectName).data.root;
  const projectDir = join(root, projectRootOf(folder));
  const { lock = '' } = (nodeOf(projectGraph, projectName).data.targets?.['ask']?.metadata ?? {}) as AskMetadata;
  const search = readSearch(root, projectRootOf(folder), text, lock);
  if (typeof search === 'string') return fail([search]);
  const plan = slotsUpTo(search, generation);
  if (isPassedOver(plan, generation, join(projectDir, outputFolder))) return { success: true };
  const healed = await healNeeded(context, 'look');
  for (const note of healed.notes) process.stdout.write(`Note: ${note}\n`);
  const { trials, problems } = await readSettled(
    () => propose(search, plan, generation, projectDir),
    (proposed) => proposed.problems.length > 0,
  );
  if (problems.length > 0) return fail([...healed.problems, ...problems, ...maybeChanged(search)]);
  writeProposals(join(root, folder), plan, generation, trials);
  return { success: true };
});

function propose(
  search: Search,
  plan: SlotPlan,
  generation: number,
  projectDir: string,
): { readonly trials: readonly PlannedTrial[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const trials = resolveSlots(search, plan, before(generation, projectDir, search, problems), generation - 1);
  return { trials, problems: [...new Set(problems)] };
}

/**
 * Writes a file for each slot, also for one for which no point was left. Another run may read them at this moment, so each is
 * replaced at once.
 */
function writeProposals(
  folder: string,
  { slots }: SlotPlan,
  generation: number,
  trials: readonly PlannedTrial[],
): void {
  const proposed = new Map(trials.map(({ slot, definition }) => [slot?.number, definition.params]));
  const texts = new Map(
    slots
      .filter((slot) => slot.generation === generation && slot.promotedBy === undefined)
      .map(({ number }) => [slotFile(number), formatProposal(proposed.get(number))]),
  );
  replaceFiles(folder, texts);
}

/**
 * True if this is a dry run without results to propose from. Nothing is lost: the tasks of a dry run have hashes of their own.
 */
function isPassedOver({ slots }: SlotPlan, generation: number, tuneDir: string): boolean {
  const dryRun = dryRunId();
  if (dryRun === undefined) return false;
  const folders = passedOver(tuneDir, dryRun);
  return slots.some((slot) => slot.generation < generation && folders.has(trialFolder(slot)));
}

/** The results of earlier generations. If one cannot be learnt from, the reason is added to `problems`. */
function before(generation: number, projectDir: string, search: Search, problems: string[]): AvailableResults {
  const { inSlot } = resultsOnDisk(projectDir, search);
  const costed = (result: TrialResult, run: TrialRun | undefined, folder: string): CostedResult => {
    const found = withCost(search, result, run);
    if (needsCost(search) && found.seconds === undefined)
      problems.push(
        `${join(folder, 'run.json')} does not say how long the trial took, and proposals depend on that. Remove the folder ${folder} and run it again.`,
      );
    return found;
  };
  return {
    inSlot,
    ofTrial: (trial) => {
      if (isOf(generation, trial)) return undefined;
      const folder = trialDir('', trial);
      const record = readTrial(trialDir(projectDir, trial), { id: trial.id, ...trial.definition });
      if (record.kind === 'known') return costed(resultFor(search.metric, record.result), record.run, folder);
      const why = record.kind === 'missing' ? 'it does not exist' : record.why;
      problems.push(
        `${join(folder, 'result.json')} cannot be learnt from: ${why}. Remove the folder ${folder} and run it again.`,
      );
      return undefined;
    },
  };
}

/** Digests that replace results of other sweeps and recorded costs in the text of a search. */
interface Digests {
  readonly known?: string;
  readonly recorded?: string;
}

/** The search with the costs and the warm start that its digests replace, or the reason why there is none. */
function readSearch(workspaceRoot: string, root: string, text: string, lock: string): Search | string {
  const parsed = JSON.parse(text) as Omit<Search, 'warmStart' | 'recorded'> & Digests;
  const { known: said, recorded: counted, ...asked } = parsed;
  const search = withRecordedCosts(asked, join(workspaceRoot, root, lock));
  if (search.recorded?.digest !== counted) return changedCosts;
  if (said === undefined) return search;
  const learnt = readWarmStart(workspaceRoot, root, search);
  if ('problem' in learnt) return `${learnt.problem.rule}, but ${learnt.problem.found}. ${learnt.problem.remedy}`;
  return learnt.warmStart?.digest === said ? { ...search, warmStart: learnt.warmStart } : changedLocks;
}

function fail(problems: readonly string[]): { success: boolean } {
  complain(`\n${problems.join('\n')}\n`);
  return { success: false };
}

const isOf = (generation: number, { slot }: PlannedTrial): boolean => slot?.generation === generation;
