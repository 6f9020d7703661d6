import { runSlice } from '@nx-tune/runner';
import type { PromiseExecutor } from '@nx/devkit';

import { recomputeVariable } from '../../constants.js';
import { alteredTrial } from '../../run/checkTargets.js';
import { dryRunId } from '../../run/dryRun.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { unheardEdits } from '../../run/unheardEdits.js';
import { endWithNx } from './endWithNx.js';
import { readInputFiles } from './readInputFiles.js';
import { isCacheable, notNeeded, toTaskResult } from './taskResult.js';
import { forgetTrial, ownerRoot, toTrialTask, type TrialOptions } from './trialTask.js';

/** Computes one trial in a process of its own. Nx calls this when batches are off, for example with `--no-batch`. */
export const computeTrial: PromiseExecutor<TrialOptions> = async (options, context) => {
  endWithNx();
  if (dryRunId() !== undefined) {
    process.stderr.write(
      'A dry run needs batches, since Nx would store the results of single tasks. Leave out --no-batch.\n',
    );
    return { success: false };
  }
  const project = context.projectName ?? '';
  const altered =
    alteredTrial(context.projectGraph, [project]) ??
    (await unheardEdits(context.projectGraph, context.root, [ownerRoot(project, context)]));
  if (altered !== undefined) {
    process.stderr.write(`${altered}\n`);
    return { success: false };
  }
  const task = toTrialTask(context.projectName ?? '', options, context);
  if (task === undefined) {
    forgetTrial(context.projectName ?? '', context);
    process.stdout.write(notNeeded.terminalOutput);
    return { success: true };
  }
  const [finished] = await runSlice([task], {
    parallel: 1,
    runId: runId(),
    versions: runtimeVersions,
    recompute: process.env[recomputeVariable] === 'true',
    inputFilesOf: (one) => readInputFiles(context.root, one),
  });
  if (finished === undefined) throw new Error('Internal error: a slice of one trial returned none');
  const { success, terminalOutput } = toTaskResult(finished);
  process.stdout.write(terminalOutput);
  if (!success || isCacheable(finished)) return { success };
  const { files = [], unknown } = finished.undeclared ?? {};
  process.stderr.write(
    `This result must not be cached, since the trial read files that are not declared under "inputs" (${[...files, ...(unknown === undefined ? [] : [unknown])].join(', ')}), and without batches Nx would cache it. Declare them, or leave out --no-batch.\n`,
  );
  return { success: false };
};
