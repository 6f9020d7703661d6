import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { alteredTrial, sweepTargetProblem } from '../../run/checkTargets.js';
import { type ExpandedSweep, readSweep } from '../../study/readSweep.js';
import { changedLocks } from '../../study/readWarmStart.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { userDependencies } from '../../study/userDependencies.js';
import { nodeOf } from '../trial/trialTask.js';
import { sweepMetadata } from '../trial/trialsOfRun.js';
import { trialsOfProject } from './trialsOfProject.js';

/** The sweep of a `tune` task. */
export interface SweepOfTask {
  readonly read: ExpandedSweep;
  readonly location: SweepLocation;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** The notices of the time when Nx planned the run. */
  readonly notices: readonly string[];
}

/** Reads the sweep of a `tune` task, or says why it cannot be gathered: its file, or the targets that Nx has for it. */
export function sweepOfTask(
  sweepFile: string,
  context: ExecutorContext,
): SweepOfTask | { readonly problems: readonly string[] } {
  const { root: workspaceRoot, projectName: project = '', targetName = '' } = context;
  const { root } = nodeOf(context.projectGraph, project).data;
  const metadata = sweepMetadata(context, project, targetName);
  if (metadata?.problems !== undefined) return { problems: metadata.problems };
  const file = join(root, sweepFile);
  const read = readSweep(workspaceRoot, root, file, metadata?.defaults);
  if (!read.ok) return read;
  const { sweep } = read;
  if (metadata !== undefined && metadata.known !== sweep.warmStart?.digest) return { problems: [changedLocks] };
  const written = userDependencies(workspaceRoot, root, targetName);
  const wrong =
    sweepTargetProblem(context.projectGraph, project, sweep.name, written) ??
    alteredTrial(context.projectGraph, trialsOfProject(context, project));
  if (wrong !== undefined) return { problems: [wrong] };
  const location = { project, root, file, name: sweep.name };
  return { read, location, projectDir: join(workspaceRoot, root), notices: metadata?.notices ?? read.notices };
}
