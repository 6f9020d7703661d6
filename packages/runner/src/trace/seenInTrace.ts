import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';
import type { Seen } from '../witness/seen.js';
import type { TracedCall } from './parseTrace.js';

/**
 * Returns the files of a trace that the trial itself read: not the products that it made, nor what Node.js and Python look at to
 * find and load modules. The witness of Node.js and Python asks who reads, and a trace cannot: so a package.json that a program
 * reads as data is left out, too.
 */
export function seenInTrace(calls: readonly TracedCall[], task: TrialTask): Pick<Seen, 'read' | 'listed'> {
  const own = fromObjective(calls, task);
  const runs = (program: RegExp): boolean =>
    calls.some(({ kind, path }) => kind === 'executed' && program.test(basename(path)));
  const [hasNode, hasPython] = [runs(/^node$/), runs(/^python[\d.]*$/)];
  // The trial's folder was made just before it began.
  const startedMs = statSync(task.trialDir).birthtimeMs;
  const isInstalled = inVirtualEnvironment();
  const read = readBeforeMade(own)
    .map((path) => sourceOf(path))
    .filter((path) => !isMadeSince(path, startedMs) && !isInstalled(path) && !(hasNode && isForLoader(path)));
  const listed = own
    .filter(({ kind, path }) => kind === 'listed' && !isInstalled(path) && !(hasPython && hasModules(path)))
    .map(({ path }) => path);
  return { read: [...new Set(read)], listed: [...new Set(listed)] };
}

/** Before a module is loaded, nx-tune loads itself. */
function fromObjective(calls: readonly TracedCall[], { objective, projectDir }: TrialTask): readonly TracedCall[] {
  if (objective.kind !== 'module') return calls;
  const entry = resolve(projectDir, objective.path);
  return calls.slice(
    Math.max(
      0,
      calls.findIndex(({ kind, path }) => kind === 'opened' && path === entry),
    ),
  );
}

/** A file that the trial has emptied is its product from then on. */
function readBeforeMade(calls: readonly TracedCall[]): string[] {
  const made = new Set<string>();
  return calls.flatMap((call) => {
    if (call.kind === 'listed' || made.has(call.path)) return [];
    if (call.kind === 'executed') return [call.path];
    if (call.flags.includes('O_TRUNC')) made.add(call.path);
    return call.flags.some((flag) => notRead.has(flag)) ? [] : [call.path];
  });
}

const notRead = new Set(['O_WRONLY', 'O_TRUNC', 'O_DIRECTORY', 'O_PATH']);

/** A valid `.pyc` is opened instead of its source. */
function sourceOf(path: string): string {
  const isCompiled = path.endsWith('.pyc') && basename(dirname(path)) === '__pycache__';
  return isCompiled ? join(dirname(dirname(path)), `${basename(path).split('.')[0]}.py`) : path;
}

const isMadeSince = (path: string, timeMs: number): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0) >= timeMs;

const isForLoader = (path: string): boolean => /[\\/](package\.json|[jt]sconfig[^\\/]*\.json|[^\\/]+\.map)$/.test(path);

/** Says whether a path lies in an environment of Python, whose packages count by their versions. */
function inVirtualEnvironment(): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const isIn = (folder: string): boolean => {
    const found =
      known.get(folder) ??
      (existsSync(join(folder, 'pyvenv.cfg')) || (dirname(folder) !== folder && isIn(dirname(folder))));
    known.set(folder, found);
    return found;
  };
  return (path) => isIn(dirname(path)) || isIn(path);
}

/** Python lists the folders on its search path. */
function hasModules(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.py'));
  } catch {
    return false;
  }
}
