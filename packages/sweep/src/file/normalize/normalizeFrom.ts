import { adaptiveMethodNames, isAdaptive } from '@nx-tune/search';

import type { WarmStartSource } from '../../model/sweep.js';
import type { FileFinding, Normalized } from '../finding.js';
import { pathProblem } from '../nameRules.js';
import { showValue } from '../problem.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { isImportedResultsFile, lockFile, sweepName } from '../sweepNames.js';

/** Normalizes the locks and imported results to start from. A sweep file means the lock next to it. */
export function normalizeFrom(
  name: string,
  { method, from }: SweepFile,
): Normalized<readonly WarmStartSource[] | undefined> {
  if (from === undefined) return { value: undefined };
  if (!isAdaptive(method)) return { problems: [notUsed(method)] };
  const places = (typeof from === 'string' ? [from] : from).map((path, index) =>
    placeOf(name, path, typeof from === 'string' ? ['from'] : ['from', index]),
  );
  const problems = places.flatMap((place) => place.problems ?? []);
  if (problems.length > 0) return { problems };
  const unique = new Map(places.flatMap(({ value }) => (value === undefined ? [] : [[JSON.stringify(value), value]])));
  return { value: [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place) };
}

const notUsed = (method: string): FileFinding => ({
  at: ['from'],
  rule: '"from" is only for methods that learn',
  found: `the method is ${method}`,
  remedy: `Remove it, or use "method: ${adaptiveMethodNames[0]}".`,
});

const lockPattern = /^(.+\.)?tune\.lock\.json$/;

function placeOf(name: string, written: string, at: readonly PropertyKey[]): Normalized<WarmStartSource> {
  const inWorkspace = written.startsWith('{workspaceRoot}/');
  const parts = written
    .replace(/^\{(workspaceRoot|projectRoot)\}\//, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const sweep = sweepName(parts.at(-1) ?? '');
  const path = [...parts.slice(0, -1), sweep === undefined ? (parts.at(-1) ?? '') : lockFile(sweep)].join('/');
  const problem = problemOf(name, written.replace(/^\{(workspaceRoot|projectRoot)\}\//, ''), path, inWorkspace);
  if (problem === undefined) return { value: { path, in: inWorkspace ? 'workspace' : 'project' } };
  return { problems: [{ at, found: `it is ${showValue(written)}`, ...problem }] };
}

function problemOf(
  name: string,
  written: string,
  path: string,
  inWorkspace: boolean,
): Omit<FileFinding, 'at'> | undefined {
  const why = pathProblem(written);
  if (why !== undefined)
    return {
      rule: '"from" must be a path inside the project, or {workspaceRoot}/...',
      found: `${showValue(written)} is not: ${why}`,
    };
  if (!lockPattern.test(path.split('/').at(-1) ?? '') && !isImportedResultsFile(path))
    return {
      rule: '"from" must name a sweep file, its lock, or imported results',
      remedy:
        'For example other.tune.yaml, other.tune.lock.json, or other.tune.known.json, which nx-tune import writes.',
    };
  if (!inWorkspace && path === lockFile(name))
    return { rule: 'a sweep cannot start from its own results', remedy: 'To continue it, raise "run_cap".' };
  return undefined;
}
