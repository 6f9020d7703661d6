import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

import { type Known, learnFrom, type Lock, parseLock, type Problem, type Search } from '@nx-tune/search';

/** What a sweep knows of others before its first trial, or why that cannot be told. */
export type ReadKnown =
  | { readonly known?: Known; readonly notices: readonly string[] }
  | { readonly problem: Pick<Problem, 'rule' | 'found' | 'remedy'> };

/** Reads the locks under `from` and takes from them what the sweep can learn. `root` is that of its project. Never throws for a user's mistake. */
export function readKnown(
  workspaceRoot: string,
  root: string,
  search: Pick<Search, 'objective' | 'metric' | 'space' | 'ladder' | 'from'>,
): ReadKnown {
  if (search.from === undefined) return { notices: [] };
  const paths = search.from.map((place) => (place.in === 'workspace' ? place.path : posix.join(root, place.path)));
  const read = paths.map((path) => readLock(workspaceRoot, path));
  const problem = read.find((one) => 'problem' in one);
  if (problem !== undefined && 'problem' in problem) return problem;
  const learnt = learnFrom(
    search,
    read.flatMap((one) => ('lock' in one ? [one.lock] : [])),
  );
  if ('problem' in learnt) return strange(`${paths[learnt.problem.lock]}: ${learnt.problem.found}`);
  return { known: learnt.known, notices: learnt.notice === undefined ? [] : [learnt.notice] };
}

/** Where another sweep of the same run wrote its lock meanwhile. */
export const changedLocks =
  'The results that "from" names have changed since this run began: their sweep was run with it. Run it again.';

/** With a daemon, Nx runs late tasks of a run by the locks of then: what early ones left is not what is asked for. */
export const maybeChanged = ({ known }: Pick<Search, 'known'>): readonly string[] =>
  known === undefined ? [] : ['If the results that "from" names have changed since this run began, run it again.'];

/** Some twenty thousand trials; a longer file would slow every Nx command by more than a second. */
const largestLock = 5_000_000;

type ReadLock = { readonly lock: Lock } | Extract<ReadKnown, { readonly problem: unknown }>;

function readLock(workspaceRoot: string, path: string): ReadLock {
  const file = join(workspaceRoot, path);
  const why = unreadable(workspaceRoot, file);
  if (why !== undefined) return unusable(`${path} ${why}`);
  const parsed = parseLock(readFileSync(file, 'utf8'));
  return 'lock' in parsed ? parsed : unusable(`${path} cannot be read: ${parsed.problem}`);
}

function unreadable(workspaceRoot: string, file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return 'does not exist';
  if (relative(realpathSync(workspaceRoot), realpathSync(file)).startsWith('..'))
    return 'is a link that leaves the workspace';
  return stats.size > largestLock ? 'is too large to be read on every command of Nx' : undefined;
}

const unusable = (found: string): Extract<ReadLock, { readonly problem: unknown }> => ({
  problem: { rule: '"from" needs the lock of a sweep', found, remedy: 'Run that sweep first, and commit its lock.' },
});

/** The same rule as the parser's, which does not know where the project stands. */
export const ownLock = (path: string): ReadKnown => ({
  problem: {
    rule: 'a sweep does not start from its own results',
    found: `${path} is its lock`,
    remedy: 'Raise "run_cap" to go on with it.',
  },
});

const strange = (found: string): Extract<ReadLock, { readonly problem: unknown }> => ({
  problem: {
    rule: '"from" names sweeps of the same objective and metric',
    found,
    remedy: 'Only their results say something of this one.',
  },
});
