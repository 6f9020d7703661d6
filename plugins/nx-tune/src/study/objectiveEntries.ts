import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

const code = /\.([cm]?[jt]sx?|py)$/;

/** The JavaScript, TypeScript and Python files that an objective starts with, relative to the project. Their imports are followed. */
export function objectiveEntries(objective: ObjectiveDefinition, projectDir: string): string[] {
  const words =
    objective.kind === 'module'
      ? [objective.path]
      : [objective.program ?? '', ...objective.command, ...pythonModules(objective.command)];
  const files = words.filter((word) => code.test(word) && isFile(join(projectDir, word)));
  return [...new Set(files.map((word) => relative(projectDir, join(projectDir, word)).replaceAll('\\', '/')))];
}

/** The files of `python -m package.module`. */
function pythonModules(command: readonly string[]): string[] {
  const modules = command.filter((_, index) => command[index - 1] === '-m');
  return modules.map((name) => name.replaceAll('.', '/')).flatMap((path) => [`${path}.py`, `${path}/__main__.py`]);
}

/** Says why the script or module of an objective cannot be run, or returns undefined. */
export function missingObjective(objective: ObjectiveDefinition, projectDir: string): string | undefined {
  const path = objective.kind === 'module' ? objective.path : objective.program;
  if (path === undefined) return undefined;
  if (!isFile(join(projectDir, path))) return 'there is no such file';
  const real = relative(realpathSync(projectDir), realpathSync(join(projectDir, path)));
  return real.startsWith('..') ? 'it is a link that leaves the project' : undefined;
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
