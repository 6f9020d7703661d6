import type { ObjectiveDefinition } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import { interpreterOf, isPython, usualInterpreters } from './pythonInterpreter.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** Runtime inputs for the version of the interpreter that a command names, and for all packages installed for it. */
export function pythonRuntime(project: Project, objective: ObjectiveDefinition): Inputs {
  if (!isPython(objective)) return [];
  const interpreter = interpreterOf(project, objective);
  const names = interpreter.kind === 'named' ? [interpreter.path] : usualInterpreters;
  const output = (argument: string): Inputs[number] => ({
    runtime: [...names.map((name) => `${name} ${argument}`), 'echo none'].join(' || '),
  });
  return [output('--version'), output(listPackages)];
}

/** Folders such as `numpy-1.24.2.dist-info` on the path show the packages in milliseconds; pip itself changes no result. */
const listPackages =
  `-c "import os,sys;print(*sorted({n for p in sys.path[1:] if os.path.isdir(p) for n in os.listdir(p) ` +
  `if n.endswith('-info') and not n.startswith('pip-')}))"`;

/** Says whether a runtime input lists packages. */
export const listsPackages = (runtime: string): boolean => runtime.includes(listPackages);

/** Parses the outputs of such inputs, for example `numpy-1.24.2.dist-info six-1.16.0.egg-info`, into versions by name. */
export function pythonPackages(outputs: readonly string[]): { readonly [name: string]: string } {
  const folders = outputs.flatMap((output) => output.split(/\s+/)).filter((name) => name.endsWith('-info'));
  return Object.fromEntries(
    folders.map((folder) => {
      const [, name = folder, version = ''] = /^(.+?)(?:-(.+))?\.\w+-info$/.exec(folder) ?? [];
      return [name, version];
    }),
  );
}
