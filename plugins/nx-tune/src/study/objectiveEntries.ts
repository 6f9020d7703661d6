import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

import type { CommandDefinition, ObjectiveDefinition } from '@nx-tune/sweep';

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
          ...pythonModules(objective).map((file) => join(projectDir, file)),
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
function pythonModules({ command, program = '' }: CommandDefinition): string[] {
  const words = command.map((word) => (word === '${program}' ? program : word));
  const modules = words.filter((_, index) => words[index - 1] === '-m');
  return modules.map((name) => name.replaceAll('.', '/')).flatMap((path) => [`${path}.py`, `${path}/__main__.py`]);
}

/** Says why the script or module of an objective cannot be run, or returns undefined. */
export function missingObjective(objective: ObjectiveDefinition, projectDir: string): string | undefined {
  if (objective.kind === 'command')
    return objective.program === undefined || !isScript(objective) || isFile(resolve(projectDir, objective.program))
      ? undefined
      : 'there is no such file';
  if (!isFile(join(projectDir, objective.path))) return 'there is no such file';
  const real = relative(realpathSync(projectDir), realpathSync(join(projectDir, objective.path)));
  return real.startsWith('..') ? 'it is a link that leaves the project' : undefined;
}

/**
 * True if a command hands its program to an interpreter: then it is a file, and not a module, a program on the PATH or a mere
 * label.
 */
const isScript = ({ command }: CommandDefinition): boolean =>
  command.some(
    (word, index) =>
      word === '${program}' && /(?:^|[\\/])(?:\$\{interpreter\}|(?:python|node)[\d.]*)$/.test(command[index - 1] ?? ''),
  );

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
