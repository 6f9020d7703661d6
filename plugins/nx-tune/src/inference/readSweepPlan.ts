import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import { expandSweep, formatProblem, parseSweep, type Problem, type Sweep, sweepName, sweepNameProblem } from '@nx-tune/search';

import { codeDigest } from '../imports/codeDigest.js';
import { importClosure, type ImportClosure } from '../imports/importClosure.js';
import type { SweepPlan } from './inferProjects.js';
import { missingObjective, objectiveEntries } from './objectiveEntries.js';

/** Reads, checks and expands one sweep file. `file` is relative to the workspace. Never throws for a user's mistake. */
export function readSweepPlan(workspaceRoot: string, root: string, file: string): SweepPlan {
  const name = sweepName(basename(file)) ?? basename(file);
  const fileName = basename(file);
  const broken = (...problems: Problem[]): SweepPlan => ({ kind: 'broken', name, file: fileName, problems: problems.map(formatProblem) });
  const badName = sweepNameProblem(name);
  if (badName !== undefined) return broken({ file, path: '', rule: 'NAME.tune.yaml needs a usable name', found: badName, remedy: 'Rename the file.' });
  const text = readText(join(workspaceRoot, file));
  if (text === undefined) return broken({ file, path: '', rule: 'the sweep file cannot be read' });
  const parsed = parseSweep(name, file, text);
  if (!parsed.ok) return broken(...parsed.problems);
  const missing = missingObjective(parsed.value.objective, join(workspaceRoot, root));
  if (missing !== undefined) return broken(missingProblem(parsed.value, file, text, missing));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) return broken({ file, line: lineOf(text, expansion.problem.path || 'parameters'), ...expansion.problem });
  const entries = objectiveEntries(parsed.value.objective, join(workspaceRoot, root));
  const closure = importClosure(entries.map((entry) => join(workspaceRoot, root, entry)));
  const notices = [...parsed.value.notices, ...expansion.notices, ...unseen(closure, workspaceRoot)];
  return { kind: 'ready', name, file: fileName, sweep: parsed.value, trials: expansion.trials, entries, code: codeDigest(closure, workspaceRoot), notices };
}

function missingProblem({ objective }: Sweep, file: string, text: string, why: string): Problem {
  const [key, path] = objective.kind === 'module' ? ['objective', objective.path] : ['program', objective.program ?? ''];
  return { file, line: lineOf(text, key), path: key, rule: `"${key}" must be a file of the project`, found: `${path} is not: ${why}`, remedy: 'Paths are relative to the project.' };
}

/** A key of the first level stands at the beginning of its line. */
function lineOf(text: string, path: string): number {
  const key = path.split('.').at(-1) ?? path;
  const index = text.split('\n').findIndex((line) => line.trimStart().replace(/^["']/, '').startsWith(key));
  return Math.max(1, index + 1);
}

/** What the cache cannot see is said aloud. */
function unseen(closure: ImportClosure, workspaceRoot: string): string[] {
  const at = (file: string): string => relative(workspaceRoot, file).replaceAll('\\', '/');
  return [
    ...closure.computed.map(({ file, line }) => `${at(file)}:${line} imports a computed name: changes to it do not run trials again; declare it under "inputs"`),
    ...closure.unresolved.map(({ file, specifier }) => `${at(file)} imports "${specifier}", which is not found: changes to it do not run trials again`),
  ];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
