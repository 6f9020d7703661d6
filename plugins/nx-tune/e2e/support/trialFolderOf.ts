import { readdirSync } from 'node:fs';

import type { Workspace } from './workspace.js';

/** The folder of a trial, whatever settings of its sweep are in its name. `root` is that of the project. */
export function trialFolderOf(workspace: Workspace, root: string, id: string): string {
  const folder = `${root}/.tune/trials`;
  const name = readdirSync(workspace.path(folder)).find((one) => one === id || one.startsWith(`${id}-`));
  return `${folder}/${name}`;
}
