import { posix } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

import type { Project } from '../../study/project.js';

/** Says whether a command runs Python, as far as its words show. */
export const isPython = (objective: ObjectiveDefinition): boolean =>
  objective.kind === 'command' &&
  [objective.program ?? '', ...objective.command].some((word) => isInterpreter(word) || word.endsWith('.py'));

/** `python`, `python3.11`, `.venv/bin/python`. */
export const isInterpreter = (word: string): boolean => /(^|[\\/])python[\d.]*(\.exe)?$/.test(word);

/** The interpreters that may replace W&B's `${interpreter}`. */
export const usualInterpreters: readonly string[] = ['python', 'python3'];

/** The interpreter of a command, as far as its first word shows. */
type Interpreter =
  /** A path is relative to the workspace and quoted for a shell. */
  | { readonly kind: 'named'; readonly path: string }
  /** W&B's `${interpreter}`: the first of `python` and `python3` on the PATH. */
  | { readonly kind: 'usual' }
  | { readonly kind: 'unknown'; readonly word: string };

export function interpreterOf({ root }: Project, objective: ObjectiveDefinition): Interpreter {
  const words = objective.kind === 'command' ? objective.command : [];
  const word = words.find((one) => !/^(\$\{env\}|(.*\/)?env)$/.test(one)) ?? '';
  if (word === '${interpreter}') return { kind: 'usual' };
  const path = /[\\/]/.test(word) && !posix.isAbsolute(word) ? posix.join(root, word) : word;
  // A shell reads it, in the workspace's root: only words that cannot mean anything else to a shell are accepted.
  if (!isInterpreter(word) || !/^[\w./@][\w./@ +-]*$/.test(path)) return { kind: 'unknown', word };
  return { kind: 'named', path: path.includes('/') ? `"${path}"` : path };
}

/** The interpreters of which a command needs one, to be run in the workspace; none if it is unknown or not Python. */
export function interpreterCommands(project: Project, objective: ObjectiveDefinition): readonly string[] {
  if (!isPython(objective)) return [];
  const interpreter = interpreterOf(project, objective);
  if (interpreter.kind === 'unknown') return [];
  return interpreter.kind === 'usual' ? usualInterpreters : [interpreter.path.replaceAll('"', '')];
}

/** The notice for a Python command whose interpreter is unknown. */
export function unknownInterpreter(project: Project, objective: ObjectiveDefinition): string[] {
  const interpreter = interpreterOf(project, objective);
  return isPython(objective) && interpreter.kind === 'unknown'
    ? [
        `the command starts with ${JSON.stringify(interpreter.word)}, so nx-tune does not know which Python it runs: a new version of Python or of its packages does not run trials again; start the command with the interpreter, for example .venv/bin/python`,
      ]
    : [];
}
