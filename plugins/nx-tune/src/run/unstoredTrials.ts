import { mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatBytes } from '@nx-tune/report';
import type { TrialResult, TrialRun } from '@nx-tune/sweep';

import { entriesOf } from '../study/entriesOf.js';
import { listFiles, listNames } from '../study/listFiles.js';

/** A trial that this run had to store: it computed the trial, or took it from the journal. */
export interface TrialToStore {
  /** Its folder, relative to the workspace. */
  readonly folder: string;
  readonly result: Pick<TrialResult, 'outcome'>;
  readonly run?: Pick<TrialRun, 'startedAt' | 'undeclared' | 'onCrash'>;
}

/** Clocks of a disk in the network may differ by so much. */
const leewayMs = 60_000;

/**
 * Says that Nx's cache did not store the results of a run, and why, or returns undefined. Nx itself says nothing of it: it
 * stores results before it starts the tasks that depend on them, tries six times, and goes on without.
 */
export function unstoredTrials(
  trials: readonly TrialToStore[],
  { workspaceRoot, cacheFolder }: { readonly workspaceRoot: string; readonly cacheFolder: string },
): string | undefined {
  const computed = trials.filter(({ run, result }) => isCacheable(run, result));
  if (computed.length === 0) return undefined;
  const since = computed.reduce((least, { run }) => Math.min(least, Date.parse(run?.startedAt ?? '')), Infinity);
  const stored = storedSince(cacheFolder, [...new Set(computed.map(({ folder }) => parentOf(folder)))], since);
  const unstored = computed.filter(({ folder }) => !stored.has(folder));
  if (unstored.length === 0) return undefined;
  const needed = unstored.reduce((sum, { folder }) => sum + sizeOf(join(workspaceRoot, folder)), 0);
  return [
    `Nx's cache did not store the results of ${unstored.length} of ${computed.length} trials: ${whyNot(cacheFolder, needed)}.`,
    'The next run on this machine takes them from its journal, as long as .tune is there; no other machine gets them.',
    `Make ${cacheFolder} a folder that can be written and has room, or set NX_CACHE_DIRECTORY to another.`,
  ].join(' ');
}

/**
 * A crash is not cached unless it is recorded, and neither is what depends on something undeclared; `allow` is not distinguished.
 */
const isCacheable = (run: TrialToStore['run'], { outcome }: TrialToStore['result']): boolean =>
  run !== undefined && run.undeclared === undefined && (!isCrash(outcome) || run.onCrash === 'record');

const isCrash = (outcome: TrialResult['outcome']): boolean =>
  outcome.kind === 'failed' && outcome.missing === undefined;

const parentOf = (folder: string): string => folder.slice(0, folder.lastIndexOf('/'));

/** The folders of trials of which Nx's cache has got an entry since a time. An entry has the outputs of a task, by their paths. */
function storedSince(cacheFolder: string, parents: readonly string[], sinceMs: number): ReadonlySet<string> {
  const entries = cacheEntries(cacheFolder).filter(
    (entry) => changedMs(join(cacheFolder, entry)) >= sinceMs - leewayMs,
  );
  return new Set(
    entries.flatMap((entry) =>
      parents.flatMap((parent) =>
        listNames(join(cacheFolder, entry, parent))
          .filter((name) => isFile(join(cacheFolder, entry, parent, name, 'result.json')))
          .map((name) => `${parent}/${name}`),
      ),
    ),
  );
}

const cacheEntries = (cacheFolder: string): string[] =>
  entriesOf(cacheFolder).flatMap((entry) => (entry.isDirectory() && /^\d+$/.test(entry.name) ? [entry.name] : []));

const changedMs = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const sizeOf = (folder: string): number => listFiles(folder).reduce((sum, { bytes }) => sum + bytes, 0);

/** Tries what Nx has tried: to write there. */
function whyNot(cacheFolder: string, needed: number): string {
  try {
    const folder = mkdtempSync(join(cacheFolder, 'nx-tune-'));
    try {
      writeFileSync(join(folder, 'probe'), Buffer.alloc(Math.min(needed, mostProbed)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return reasons[code] ?? `it cannot be written (${code})`;
  }
  const { bavail, bsize } = statfsSync(cacheFolder);
  return bavail * bsize < needed * 1.1
    ? `its disk has ${formatBytes(bavail * bsize)} left, and they need ${formatBytes(needed)}`
    : 'Nx does not say why';
}

/** In bytes: a larger file would take longer than the answer is worth. */
const mostProbed = 4_000_000;

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'the quota of its disk is used up',
  EROFS: 'its disk is read-only',
  EACCES: 'you cannot write to its folder',
  EPERM: 'you cannot write to its folder',
  ENOENT: 'its folder is gone',
};
