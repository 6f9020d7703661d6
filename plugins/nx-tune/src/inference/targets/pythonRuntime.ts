import { posix } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** Whether a command runs Python, as far as its words tell. */
export const isPython = (objective: ObjectiveDefinition): boolean =>
  objective.kind === 'command' &&
  [objective.program ?? '', ...objective.command].some((word) => isInterpreter(word) || word.endsWith('.py'));

/** `python`, `python3.11`, `.venv/bin/python`. */
export const isInterpreter = (word: string): boolean => /(^|[\\/])python[\d.]*(\.exe)?$/.test(word);

/** The version of the interpreter that a command names, and all packages that are installed for it. */
export function pythonRuntime(owner: Project, objective: ObjectiveDefinition): Inputs {
  if (!isPython(objective)) return [];
  const found = interpreterOf(owner, objective);
  const names = found.kind === 'named' ? [found.path] : usualNames;
  const ask = (what: string): Inputs[number] => ({
    runtime: [...names.map((name) => `${name} ${what}`), 'echo none'].join(' || '),
  });
  return [ask('--version'), ask(listPackages)];
}

/** What W&B's `${interpreter}` may be. */
const usualNames = ['python', 'python3'];

/** The interpreters one of which a command needs, to be run in the workspace; none where that is not told or not Python. */
export function interpreterCommands(owner: Project, objective: ObjectiveDefinition): readonly string[] {
  if (!isPython(objective)) return [];
  const found = interpreterOf(owner, objective);
  if (found.kind === 'unseen') return [];
  return found.kind === 'first' ? usualNames : [found.path.replaceAll('"', '')];
}

/** What is said where the interpreter cannot be told from the command. */
export function unseenInterpreter(owner: Project, objective: ObjectiveDefinition): string[] {
  const found = interpreterOf(owner, objective);
  return isPython(objective) && found.kind === 'unseen'
    ? [
        `the command starts with ${JSON.stringify(found.word)}, so the version of Python behind it and its packages do not run trials again; start it with the interpreter, such as .venv/bin/python`,
      ]
    : [];
}

type Interpreter =
  | { readonly kind: 'named'; readonly path: string }
  /** W&B's `${interpreter}`: the first of `python` and `python3` on the PATH. */
  | { readonly kind: 'first' }
  | { readonly kind: 'unseen'; readonly word: string };

function interpreterOf({ root }: Project, objective: ObjectiveDefinition): Interpreter {
  const words = objective.kind === 'command' ? objective.command : [];
  const word = words.find((one) => !/^(\$\{env\}|(.*\/)?env)$/.test(one)) ?? '';
  if (word === '${interpreter}') return { kind: 'first' };
  const path = /[\\/]/.test(word) && !posix.isAbsolute(word) ? posix.join(root, word) : word;
  // It is read by a shell, in the workspace's root: only what cannot mean anything else to one.
  if (!isInterpreter(word) || !/^[\w./@][\w./@ +-]*$/.test(path)) return { kind: 'unseen', word };
  return { kind: 'named', path: path.includes('/') ? `"${path}"` : path };
}

/** Folders such as `numpy-1.24.2.dist-info` on the path tell it in milliseconds; pip itself changes no result. */
const listPackages =
  `-c "import os,sys;print(*sorted({n for p in sys.path[1:] if os.path.isdir(p) for n in os.listdir(p) ` +
  `if n.endswith('-info') and not n.startswith('pip-')}))"`;

/** Whether a runtime input asks for packages. */
export const listsPackages = (runtime: string): boolean => runtime.includes(listPackages);

/** What such inputs answered, `numpy-1.24.2.dist-info six-1.16.0.egg-info`, as versions by name. */
export function pythonPackages(answers: readonly string[]): { readonly [name: string]: string } {
  const names = answers.flatMap((answer) => answer.split(/\s+/)).filter((name) => name.endsWith('-info'));
  return Object.fromEntries(
    names.map((name) => {
      const [, found = name, version = ''] = /^(.+?)(?:-(.+))?\.\w+-info$/.exec(name) ?? [];
      return [found, version];
    }),
  );
}
