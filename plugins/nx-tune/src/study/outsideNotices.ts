import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

/** A program of W&B's may be anywhere; what it is outside of the workspace, other machines may not have. */
export function outsideNotices(objective: ObjectiveDefinition, workspaceRoot: string, root: string): string[] {
  const program = objective.kind === 'command' ? objective.program : undefined;
  if (objective.kind !== 'command' || program === undefined) return [];
  const path = resolve(workspaceRoot, root, program);
  if (!/[\\/]/.test(program))
    return existsSync(path) ? [] : unhashedNotices(program, objective.command, resolve(workspaceRoot, root));
  return relative(workspaceRoot, path).startsWith('..')
    ? [
        `the program ${program} is outside of the workspace: its content is in the hash, but other machines may not have it`,
      ]
    : [];
}

/** A module or a program that Python or the PATH knows, and the project does not. */
function unhashedNotices(program: string, command: readonly string[], projectDir: string): string[] {
  const module = resolve(projectDir, program.replaceAll('.', '/'));
  if (command[command.indexOf('${program}') - 1] === '-m')
    return existsSync(module) || existsSync(`${module}.py`)
      ? []
      : [unhashed(program, 'a module outside of the project')];
  return isOnPath(command) ? [unhashed(program, 'one on the PATH')] : [];
}

const unhashed = (program: string, what: string): string =>
  `the program ${program} is ${what}: what it is there is not in the hash, so a new version does not run trials again`;

/** True if the program itself is run: it is not a script for an interpreter, a module, or a mere label. */
const isOnPath = (command: readonly string[]): boolean =>
  command.find((word) => word !== '${env}' && !/(?:^|\/)env$/.test(word)) === '${program}';
