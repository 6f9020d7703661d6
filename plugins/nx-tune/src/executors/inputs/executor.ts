import { mkdirSync } from 'node:fs';
import { join, posix } from 'node:path';

import { canonicalJsonText, defined, digest } from '@nx-tune/search/core';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { inputsFile, madeFile } from '../../constants.js';
import { codeDigest } from '../../imports/codeDigest.js';
import { forgetImports } from '../../imports/inferredClosure.js';
import type { InputsMetadata } from '../../inference/targets/inputsProjects.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { readProject } from '../../study/project.js';
import { atWork } from '../../run/remote/work.js';
import { nodeOf, projectRootOf } from '../trial/trialTask.js';
import { awaitTurn } from './awaitTurn.js';
import { changedAfterHash } from './changedAfterHash.js';
import { madeFiles } from './madeFiles.js';
import { ownHash } from './ownHash.js';
import { writeDerived } from '../../study/writeDerived.js';

/**
 * Writes down the hash that Nx has computed for this task, which is a digest of everything the trials depend on, and a
 * snapshot of those inputs; but first waits for its turn, since no trial is restored or computed before this task has ended.
 */
export const writeInputs: PromiseExecutor = atWork(async (_, context) => {
  const why = await writeInputsOf(context, ownHash);
  if (why !== undefined) complain(`${why}\n`);
  return { success: why === undefined };
});

/** Writes the inputs of a task whose hash `hashOf` finds. Returns the reason if nothing was written, or undefined. */
export async function writeInputsOf(
  context: ExecutorContext,
  hashOf: (context: ExecutorContext) => Promise<string | undefined>,
): Promise<string | undefined> {
  const { root, projectGraph, projectName = '' } = context;
  const folder = join(root, nodeOf(projectGraph, projectName).data.root);
  const { coverage } = (nodeOf(projectGraph, projectName).data.targets?.['inputs']?.metadata ??
    {}) as Partial<InputsMetadata>;
  const snapshot = await snapshotOf(context);
  const changed = await changedAfterHash(context, Object.keys(snapshot?.files ?? {}));
  if (changed.length > 0) return `${changed.join(', ')} changed while Nx was computing hashes. Run it again.`;
  const { hash = '', made } = await withMadeCode(context, await hashOf(context));
  const refused = await awaitTurn(context, hash === '' ? undefined : hash, snapshot);
  if (refused !== undefined) return refused;
  mkdirSync(folder, { recursive: true });
  if (made !== undefined) writeDerived(join(folder, madeFile), canonicalJsonText({ schemaVersion: 1, hash: made }));
  const file = defined({ schemaVersion: 1, hash, snapshot, coverage });
  writeDerived(join(folder, inputsFile), canonicalJsonText(file));
  return undefined;
}

/**
 * The digest of everything the trials depend on: Nx's hash of this task. If other tasks run before the trials, what they
 * made is not in it if an import alone leads there, so the code is digested now, for Nx to hash it into the trials.
 */
async function withMadeCode(
  context: ExecutorContext,
  hash: string | undefined,
): Promise<{ readonly hash?: string; readonly made?: string }> {
  const { root, projectGraph, projectName = '' } = context;
  const { data } = nodeOf(projectGraph, projectName);
  const { sweepFile } = (data.targets?.['inputs']?.metadata ?? {}) as Partial<InputsMetadata>;
  if (sweepFile === undefined || hash === undefined) return defined({ hash });
  const { readSweepPlan } = await import('../../inference/read/readSweepPlan.js');
  const projectRoot = projectRootOf(data.root);
  const project = readProject(root, projectRoot);
  forgetImports();
  const plan = project && readSweepPlan(root, project, posix.join(projectRoot, sweepFile));
  if (plan?.kind !== 'valid') throw new Error(`${sweepFile} has changed since the run began. Run it again.`);
  const made = digest(`${hash} ${codeDigest(plan.reached.closure, plan.reached.paths)}`, 26);
  return { hash: made, made };
}

/** If this release of Nx does not expose what it hashes, nobody knows what trials may read, and their results are not cached. */
async function snapshotOf(context: ExecutorContext): Promise<InputsSnapshot | undefined> {
  const { root, projectGraph, projectName = '' } = context;
  try {
    const { takeSnapshot } = await import('../../snapshots/inputsSnapshot.js');
    const { taskGraph } = context;
    const made = taskGraph === undefined ? [] : madeFiles(taskGraph, `${projectName}:inputs`, root);
    return await takeSnapshot(projectGraph, root, projectName, made);
  } catch {
    return undefined;
  }
}
