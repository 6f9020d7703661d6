import { existsSync, readdirSync } from 'node:fs';

import type { Workspace } from './workspace.js';

/** Counts the trials of a project that are in its journal, and so survive a kill. */
export function journaled(workspace: Workspace, root: string): number {
  const folder = workspace.path(`${root}/.tune/journal`);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0;
}
