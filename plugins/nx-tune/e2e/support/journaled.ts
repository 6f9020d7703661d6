import { journaledTrials } from '@nx-tune/runner';

import type { Workspace } from './workspace.js';

/** Counts the trials of a project that are in its journals, and so survive a kill. */
export const journaled = (workspace: Workspace, root: string): number =>
  journaledTrials(workspace.path(`${root}/.tune/journal`)).size;
