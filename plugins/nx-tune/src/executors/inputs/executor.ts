import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { defined, canonicalJsonText } from '@nx-tune/search/core';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import writeFileAtomic from 'write-file-atomic';

import { inputsFile, startedVariable } from '../../constants.js';
import type { InputsMetadata } from '../../inference/targets/inputsProjects.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { nodeOf } from '../trial/trialTask.js';

/** Writes down the hash that Nx has computed for this task, which is a digest of everything the trials depend on, and a snapshot of those inputs. */
export const writeInputs: PromiseExecutor = async (_, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const folder = join(root, nodeOf(projectGraph, projectName).data.root);
  const { coverage } = (nodeOf(projectGraph, projectName).data.targets?.['inputs']?.metadata ??
    {}) as Partial<InputsMetadata>;
  const snapshot = await snapshotOf(context);
  const changed = changedSince(root, Object.keys(snapshot?.files ?? {}), hashedSince(context));
  if (changed.length > 0) {
    process.stderr.write(`${changed.join(', ')} changed while Nx was computing hashes. Run it again.\n`);
    return { success: false };
  }
  const file = defined({ schemaVersion: 1, hash: process.env['NX_TASK_HASH'] ?? '', snapshot, coverage });
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(join(folder, inputsFile), canonicalJsonText(file));
  return { success: true };
};

/** Nx hashes a task that depends on others when these have ended, just before it starts the task's process. */
function hashedSince({ taskGraph, projectName, targetName }: ExecutorContext): number {
  const needed = taskGraph?.dependencies[`${projectName}:${targetName}`] ?? [];
  return needed.length > 0 ? Date.now() - process.uptime() * 1000 : Number(process.env[startedVariable]);
}

/**
 * Files that may have changed after Nx had hashed them, so that the snapshot would say something else than the hash. A time in
 * the future is that of another clock.
 */
function changedSince(root: string, files: readonly string[], startedMs: number): string[] {
  const now = Date.now();
  return files.filter((file) => {
    const changedMs = statSync(join(root, file), { throwIfNoEntry: false })?.ctimeMs ?? 0;
    return changedMs > startedMs && changedMs <= now;
  });
}

/** If this release of Nx does not expose what it hashes, nobody knows what trials may read, and their results are not cached. */
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
