import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

const code = /\.([cm]?[jt]sx?|py)$/;

/**
 * The JavaScript, TypeScript and Python files that an objective starts with, relative to the project. Their imports are
 * followed. `named` are the files that the words of its command name, relative to the workspace or absolute.
 */
export function objectiveEntries(
  objective: ObjectiveDefinition,
  projectDir: string,
  workspaceRoot: string,
  named: readonly string[],
): string[] {
  const paths =
    objective.kind === 'module'
      ? [join(projectDir, objective.path)]
      : [
          ...named.map((file) => followLink(resolve(workspaceRoot, file), workspaceRoot)),
          ...pythonModules(objective.command).map((file) => join(projectDir, file)),
        ];
  const files = paths.filter((path) => code.test(path) && isFile(path));
  return [...new Set(files.map((path) => relative(projectDir, path).replaceAll('\\', '/')))];
}

/** A script that is reached by a link imports from the folder in which it really is. */
function followLink(path: string, workspaceRoot: string): string {
  if (!existsSync(path)) return path;
  const real = realpathSync(path);
  const inside = relative(realpathSync(workspaceRoot), real);
  return inside.startsWith('..') || isAbsolute(inside) ? real : join(workspaceRoot, inside);
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
