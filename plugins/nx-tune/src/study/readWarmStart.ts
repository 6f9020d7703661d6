import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

import {
  type ImportedResults,
  isImportedResultsFile,
  learnFrom,
  type Lock,
  parseImportedResults,
  parseLock,
  type Problem,
  type Search,
  type WarmStart,
} from '@nx-tune/sweep';

/** What a sweep knows of others before its first trial, or why that cannot be told. */
export type ReadWarmStart =
  | { readonly warmStart?: WarmStart; readonly notices: readonly string[] }
  | { readonly problem: Pick<Problem, 'rule' | 'found' | 'remedy'> };

/** Reads the locks and imported results under `from` and takes from them what the sweep can learn. `root` is that of its project. Never throws for a user's mistake. */
export function readWarmStart(
  workspaceRoot: string,
  root: string,
  search: Pick<Search, 'objective' | 'metric' | 'space' | 'ladder' | 'from'>,
): ReadWarmStart {
  if (search.from === undefined) return { notices: [] };
  const paths = search.from.map((place) => (place.in === 'workspace' ? place.path : posix.join(root, place.path)));
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

/** Where another sweep of the same run wrote its lock meanwhile. */
export const changedLocks =
  'The results that "from" names have changed since this run began: their sweep was run with it. Run it again.';

/** With a daemon, Nx runs late tasks of a run by the locks of then: what early ones left is not what is asked for. */
export const maybeChanged = ({ warmStart }: Pick<Search, 'warmStart'>): readonly string[] =>
  warmStart === undefined ? [] : ['If the results that "from" names have changed since this run began, run it again.'];

/** Some twenty thousand trials; a longer file would slow every Nx command by more than a second. */
export const largestSource = 5_000_000;

type ReadSource = { readonly source: Lock | ImportedResults } | Extract<ReadWarmStart, { readonly problem: unknown }>;

function readSource(workspaceRoot: string, path: string): ReadSource {
  const unusable = isImportedResultsFile(path) ? noImport : noLock;
  const file = join(workspaceRoot, path);
  const why = unreadable(workspaceRoot, file);
  if (why !== undefined) return unusable(`${path} ${why}`);
  const text = readFileSync(file, 'utf8');
  const parsed = isImportedResultsFile(path) ? parseImportedResults(text) : parseLock(text);
  if ('problem' in parsed) return unusable(`${path} cannot be read: ${parsed.problem}`);
  return { source: 'lock' in parsed ? parsed.lock : parsed.known };
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

/** The same rule as the parser's, which does not know where the project stands. */
export const ownLock = (path: string): ReadWarmStart => ({
  problem: {
    rule: 'a sweep does not start from its own results',
    found: `${path} is its lock`,
    remedy: 'Raise "run_cap" to go on with it.',
  },
});

const strange = (found: string): Extract<ReadSource, { readonly problem: unknown }> => ({
  problem: {
    rule: '"from" names sweeps of the same objective and metric',
    found,
    remedy: 'Only their results say something of this one.',
  },
});
