import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { defined, canonicalJsonText } from '@nx-tune/search/core';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import writeFileAtomic from 'write-file-atomic';

import { inputsFile } from '../../constants.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { nodeOf } from '../trial/trialTask.js';

/** Writes down the hash that Nx has computed for this task, which is a digest of everything the trials depend on, and a snapshot of those inputs. */
export const writeInputs: PromiseExecutor = async (_, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const folder = join(root, nodeOf(projectGraph, projectName).data.root);
  const snapshot = await snapshotOf(context);
  const file = defined({ schemaVersion: 1, hash: process.env['NX_TASK_HASH'] ?? '', snapshot });
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(join(folder, inputsFile), canonicalJsonText(file));
  return { success: true };
};

/** Snapshots are for explanations only: if this release of Nx does not expose what it hashes, trials run without them. */
async function snapshotOf({
  root,
  projectGraph,
  projectName = '',
}: ExecutorContext): Promise<InputsSnapshot | undefined> {
  try {
    const { takeSnapshot } = await import('../../snapshots/inputsSnapshot.js');
    return await takeSnapshot(projectGraph, root, projectName);
  } catch {
    return undefined;
  }
}
