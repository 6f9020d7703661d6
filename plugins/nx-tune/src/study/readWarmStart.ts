import { realpathSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

import {
  type ImportedResults,
  isImportedResultsFile,
  learnFrom,
  type Lock,
  parseImportedResults,
  type Problem,
  type Search,
  type WarmStart,
} from '@nx-tune/sweep';

import { lockProblem, readLock } from './readLock.js';
import { readText } from './readText.js';

/** The results that a sweep starts from, or why they cannot be used. */
export type ReadWarmStart =
  | { readonly warmStart?: WarmStart; readonly notices: readonly string[] }
  | { readonly problem: Pick<Problem, 'rule' | 'found' | 'remedy'> };

/** Reads the locks and imported results under `from`, and takes the results that the sweep can learn from. `root` is that of its project. Never throws for a user's mistake. */
export function readWarmStart(
  workspaceRoot: string,
  root: string,
  search: Pick<Search, 'objective' | 'metric' | 'aggregate' | 'space' | 'ladder' | 'from'>,
): ReadWarmStart {
  if (search.from === undefined) return { notices: [] };
  const paths = search.from.map((source) => (source.in === 'workspace' ? source.path : posix.join(root, source.path)));
  const read = paths.map((path) => readSource(workspaceRoot, path));
  const problem = read.find((one) => 'problem' in one);
  if (problem !== undefined && 'problem' in problem) return problem;
  const learnt = learnFrom(
    search,
    read.flatMap((one) => ('source' in one ? [one.source] : [])),
  );
  if ('problem' in learnt) return strange(`${paths[learnt.problem.source]}: ${learnt.problem.found}`);
  return { warmStart: learnt.warmStart, notices: learnt.notice === undefined ? [] : [learnt.notice] };
}

/** The message if another sweep of the same run has written its lock meanwhile. */
export const changedLocks =
  'The results that "from" names have changed since this run began, because their sweep ran with it. Run it again.';

/** With a daemon, Nx runs the late tasks of a run with the locks of that moment, so early tasks may have left other results. */
export const maybeChanged = ({ warmStart }: Pick<Search, 'warmStart'>): readonly string[] =>
  warmStart === undefined ? [] : ['If the results that "from" names have changed since this run began, run it again.'];

/** About twenty thousand trials; a longer file would slow every Nx command by more than a second. */
export const largestSource = 5_000_000;

type ReadSource = { readonly source: Lock | ImportedResults } | Extract<ReadWarmStart, { readonly problem: unknown }>;

function readSource(workspaceRoot: string, path: string): ReadSource {
  const file = join(workspaceRoot, path);
  const why = unreadable(workspaceRoot, file);
  if (isImportedResultsFile(path)) {
    if (why !== undefined) return noImport(`${path} ${why}`);
    const parsed = parseImportedResults(readText(file) ?? '');
    return 'problem' in parsed ? noImport(`${path} cannot be read: ${parsed.problem}`) : { source: parsed.known };
  }
  if (why !== undefined) return noLock(`${path} ${why}`);
  const reading = readLock(file);
  return reading.kind === 'lock' ? { source: reading.lock } : noLock(lockProblem(path, reading));
}

function unreadable(workspaceRoot: string, file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return 'does not exist';
  if (relative(realpathSync(workspaceRoot), realpathSync(file)).startsWith('..'))
    return 'is a link that leaves the workspace';
  return stats.size > largestSource ? 'is too large to be read on every command of Nx' : undefined;
}

const noLock = (found: string): Extract<ReadSource, { readonly problem: unknown }> => ({
  problem: { rule: '"from" needs the lock of a sweep', found, remedy: 'Run that sweep first, and commit its lock.' },
});

const noImport = (found: string): Extract<ReadSource, { readonly problem: unknown }> => ({
  problem: { rule: '"from" needs imported results', found, remedy: '"npx nx-tune import" writes them.' },
});

/** The parser has the same rule, but it does not know the path of the project. */
export const ownLock = (path: string): ReadWarmStart => ({
  problem: {
    rule: 'a sweep does not start from its own results',
    found: `${path} is its lock`,
    remedy: 'Raise "run_cap" to continue it.',
  },
});

const strange = (found: string): Extract<ReadSource, { readonly problem: unknown }> => ({
  problem: {
    rule: '"from" names sweeps of the same objective, whose trials returned the metric',
    found,
    remedy: 'Results for another objective, or without the metric, cannot be reused here.',
  },
});
