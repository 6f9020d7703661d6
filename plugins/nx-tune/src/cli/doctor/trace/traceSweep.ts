import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { traceTrial } from '@nx-tune/runner';
import { type Outcome, type PlannedTrial, taskName } from '@nx-tune/sweep';
import { createProjectGraphAsync } from '@nx/devkit';

import { outputFolder } from '../../../constants.js';
import { taskOf } from '../../../executors/replay/recompute.js';
import { toInputFiles } from '../../../executors/trial/readInputFiles.js';
import type { InputsMetadata } from '../../../inference/targets/inputsProjects.js';
import { Mistake } from '../../../mistake.js';
import { takeSnapshot } from '../../../snapshots/inputsSnapshot.js';
import { trialTarget } from '../../../snapshots/trialTarget.js';
import { openSweep, type OpenSweep } from '../../../study/openSweep.js';
import type { SweepLocation } from '../../../study/sweepLocation.js';
import { type UndeclaredInput, undeclaredInputs } from '../../../study/undeclaredInputs.js';
import { runs } from '../processes.js';

/** The findings about one trial of a sweep under strace. */
export interface TracedSweep {
  /** The sweep file, relative to the workspace. */
  readonly file: string;
  readonly name: string;
  readonly trial: string;
  readonly outcome: Outcome;
  /** The inputs that it read and the sweep file does not declare. */
  readonly inputs: readonly UndeclaredInput[];
}

/** Runs one trial of a sweep under strace. It is not cached, and its own folder is not touched. Throws a `Mistake` if that cannot be done. */
export async function traceSweep(workspaceRoot: string, location: SweepLocation): Promise<TracedSweep> {
  if (!runs(workspaceRoot, 'strace', '-V')) throw new Mistake(notInstalled);
  const found = openSweep(location, workspaceRoot);
  const trial = found.trials.find(({ definition }) => definition.continues === undefined);
  if (trial === undefined) throw new Mistake(`${location.file} has no trial to trace yet.`);
  const { evaluation, files } = await trace(workspaceRoot, found, trial);
  const { outcome } = evaluation;
  if (files === undefined)
    throw new Mistake(
      `strace could not watch the trial${outcome.kind === 'failed' ? `: ${outcome.error}` : ''}. In a container it needs the capability SYS_PTRACE.`,
    );
  const { inputs } = undeclaredInputs(workspaceRoot, location.root, found.sweep.inputs, [{ files }]);
  return { file: location.file, name: location.name, trial: trial.id, outcome, inputs };
}

const notInstalled =
  'strace is not installed. On Debian and Ubuntu, apt-get install strace; on Fedora, dnf install strace. It runs on Linux only: elsewhere, trace in a container.';

async function trace(workspaceRoot: string, { project, projectDir, sweep }: OpenSweep, trial: PlannedTrial) {
  const graph = await createProjectGraphAsync();
  const { inputsProject } = trialTarget(graph, taskName(project, trial.name));
  const { coverage } = (graph.nodes[inputsProject]?.data.targets?.['inputs']?.metadata ??
    {}) as Partial<InputsMetadata>;
  if (coverage === undefined) throw new Error(`Internal error: ${project} has no inputs for trial ${trial.id}`);
  const snapshot = await takeSnapshot(graph, workspaceRoot, inputsProject);
  // No sweep can have this name.
  const folder = join(projectDir, outputFolder, `trace~${sweep.name}`);
  try {
    return await traceTrial(taskOf(sweep, trial, projectDir, folder), toInputFiles(workspaceRoot, snapshot, coverage));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
