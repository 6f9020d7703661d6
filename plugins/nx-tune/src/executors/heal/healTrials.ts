import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type FinishedTrial, rememberTexts, runSlice } from '@nx-tune/runner';
import type { ExecutorContext } from '@nx/devkit';
import { cacheDir } from 'nx/src/utils/cache-directory.js';

import { recomputeVariable } from '../../constants.js';
import { nxParallel } from '../../run/nxParallel.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { endWithNx } from '../trial/endWithNx.js';
import { readInputFiles } from '../trial/readInputFiles.js';
import { isCacheable } from '../trial/taskResult.js';
import { type CacheEntry, isWhole, removeEntry, repairEntry, restoreFrom } from './cacheEntry.js';
import type { WrongTrial } from './wrongTrials.js';

/** The outcome of putting trials right. */
export interface Healed {
  /** Remarks for users, a sentence for each cause. */
  readonly notes: readonly string[];
  /** The reasons why trials are still wrong. */
  readonly problems: readonly string[];
  readonly computed: number;
}

/**
 * Puts trials right that this run took for finished: from Nx's cache if that has them as they were, else they are computed, and
 * the entry of the cache with them. So whoever reads them next reads what they left, and the next run restores it. `right` are
 * the folders of other trials, into which those that are computed must not write.
 */
export async function healTrials(
  wrong: readonly WrongTrial[],
  context: ExecutorContext,
  right: readonly string[] = [],
): Promise<Healed> {
  if (wrong.length === 0) return { notes: [], problems: [], computed: 0 };
  endWithNx();
  const entries = await entriesOf(wrong, context);
  const restored = wrong.filter((one) => {
    if (mustCompute()) return false;
    const found = entries.get(one);
    return found?.entry !== undefined && found.isWhole && restoreFrom(found.entry, one.trial, one.root, found.inputs);
  });
  const left = wrong.filter((one) => !restored.includes(one));
  const finished = await compute(left, context, [...right, ...restored.map(({ trial }) => trial.trialDir)]);
  const notes = finished.map(({ one, trial }) => noteOf(one, trial, entries.get(one)));
  return {
    notes: [...(restored.length === 0 ? [] : [restoredNote(restored)]), ...shortened(notes)],
    problems: finished.flatMap(({ one, trial: { result, origin } }) =>
      origin === 'stopped' && result.outcome.kind === 'failed'
        ? [`${one.root} ${one.why}. It was not computed again: ${result.outcome.error}`]
        : [],
    ),
    computed: finished.length,
  };
}

/** True if nothing may come from the cache. */
const mustCompute = (): boolean => process.env[recomputeVariable] === 'true';

interface FoundEntry {
  readonly entry: CacheEntry | undefined;
  readonly isWhole: boolean;
  /** The digest of the inputs that the trial has in this run. */
  readonly inputs: string | undefined;
}

async function entriesOf(
  wrong: readonly WrongTrial[],
  { projectGraph, taskGraph }: ExecutorContext,
): Promise<ReadonlyMap<WrongTrial, FoundEntry>> {
  const graph = taskGraph ?? { roots: [], tasks: {}, dependencies: {}, continuousDependencies: {} };
  const inputsOf = ({ task }: WrongTrial): string =>
    graph.dependencies[task]?.find(({ id }) => graph.tasks[id]?.target.target === 'inputs')?.id ?? '';
  const { taskHashes } = await import('../../snapshots/taskHashes.js');
  const hashes = await taskHashes(projectGraph, graph, [
    ...wrong.map(({ task }) => task),
    // Whoever removed a trial may have removed what its `inputs` task wrote down, too.
    ...new Set(wrong.filter(({ trial }) => trial.inputs === undefined).map(inputsOf)),
  ]);
  return new Map(
    wrong.map((one): [WrongTrial, FoundEntry] => {
      const hash = hashes.get(one.task);
      const folder = hash === undefined ? undefined : join(cacheDir, hash);
      const entry = hash === undefined || folder === undefined || !existsSync(folder) ? undefined : { hash, folder };
      const inputs = one.trial.inputs ?? hashes.get(inputsOf(one));
      return [one, { entry, isWhole: entry !== undefined && isWhole(entry, one.trial, one.root), inputs }];
    }),
  );
}

interface Computed {
  readonly one: WrongTrial;
  readonly trial: FinishedTrial;
}

/** Computes trials: first those that continue none of the others. */
async function compute(
  wrong: readonly WrongTrial[],
  context: ExecutorContext,
  right: readonly string[],
): Promise<Computed[]> {
  const computed: Computed[] = [];
  for (let left = wrong; left.length > 0;) {
    const ids = new Set(left.map(({ trial }) => trial.id));
    const first = left.filter(({ trial: { continues } }) => continues === undefined || !ids.has(continues.id));
    const now = first.length > 0 ? first : left;
    const byTrial = new Map(now.map((one) => [one.trial, one]));
    const writeAgain = rememberTexts([...right, ...computed.map(({ one }) => one.trial.trialDir)]);
    const finished = await runSlice([...byTrial.keys()], {
      parallel: nxParallel(context.nxJsonConfiguration),
      runId: runId(),
      versions: runtimeVersions,
      sliceMs: Number.MAX_SAFE_INTEGER,
      inputFilesOf: (task) => readInputFiles(context.root, task),
    });
    writeAgain();
    computed.push(...finished.map((trial) => ({ one: byTrial.get(trial.task) as WrongTrial, trial })));
    left = left.filter((one) => !now.includes(one));
  }
  return computed;
}

/** Puts the entry of the cache right, and says what was done. */
function noteOf(one: WrongTrial, trial: FinishedTrial, found: FoundEntry | undefined): string {
  const computed = `${one.root} ${one.why}; the trial was ${trial.origin === 'journal' ? 'found in the journal' : 'computed again'}`;
  if (found?.entry === undefined || found.isWhole) return `${computed}.`;
  const isStored = trial.result.outcome.kind !== 'failed' && isCacheable(trial);
  if (isStored) repairEntry(found.entry, one.trial, one.root);
  else removeEntry(found.entry);
  const remote = hasRemoteCache()
    ? ' If it came from the remote cache, that still has it: remove it there, or each machine will have to do the same.'
    : '';
  return `${computed}. Its entry ${found.entry.hash} in Nx's cache was wrong, and was ${isStored ? 'put right' : 'removed'}.${remote}`;
}

const hasRemoteCache = (): boolean => (process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] ?? '') !== '';

const restoredNote = ([first, ...others]: readonly WrongTrial[]): string =>
  `${first?.root} ${first?.why}; it was restored from Nx's cache${others.length === 0 ? '' : `, as were ${others.length} more`}. Only a trial itself may write to its folder.`;

const mostNotes = 5;
const shortened = (notes: readonly string[]): readonly string[] =>
  notes.length <= mostNotes ? notes : [...notes.slice(0, mostNotes), `and ${notes.length - mostNotes} more alike.`];
