import type { TrialTask } from '@nx-tune/runner';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { recomputeVariable, trialExecutor } from '../../constants.js';
import { alteredTrial } from '../../run/checkTargets.js';
import { atWork } from '../../run/remote/work.js';
import { dryRunId } from '../../run/dryRun.js';
import { nxParallel } from '../../run/nxParallel.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { readSettled } from '../../study/readSettled.js';
import { runTrials } from '../heal/runTrials.js';
import { takePart } from '../../run/turn/takePart.js';
import { endWithNx } from './endWithNx.js';
import { readInputFiles } from './readInputFiles.js';
import { isCacheable, notNeeded, toTaskResult } from './taskResult.js';
import {
  forgetTrial,
  isRaced,
  isUnknown,
  ownerRoot,
  toTrialTask,
  type TrialOptions,
  unknownTrial,
} from './trialTask.js';
import { unheardEdits } from '../../run/unheardEdits.js';

/** Computes one trial in a process of its own. Nx calls this when batches are off, for example with `--no-batch`. */
export const computeTrial: PromiseExecutor<TrialOptions> = atWork(async (options, context) => {
  endWithNx();
  if (dryRunId() !== undefined) {
    complain('A dry run needs batches, since Nx would store the results of single tasks. Leave out --no-batch.\n');
    return { success: false };
  }
  const { problem, end } = takePart(context, [context.projectName ?? '']);
  if (problem !== undefined) {
    end();
    complain(`${problem}\n`);
    return { success: false };
  }
  const project = context.projectName ?? '';
  const altered =
    alteredTrial(context.projectGraph, [project]) ??
    (await unheardEdits(context.projectGraph, context.root, [ownerRoot(project, context)]));
  if (altered !== undefined) {
    complain(`${altered}\n`);
    return { success: false };
  }
  const task = await readSettled(() => toTrialTask(context.projectName ?? '', options, context), isUnknown);
  if (task === null) {
    forgetTrial(project, context);
    if (isRaced(project, context)) {
      complain(
        'A race and "replicates: auto" need batches, since Nx would store that a trial did not run. Leave out --no-batch.\n',
      );
      return { success: false };
    }
    process.stdout.write(notNeeded.terminalOutput);
    return { success: true };
  }
  if (isUnknown(task)) {
    complain(`${unknownTrial(task.unknown)}\n`);
    return { success: false };
  }
  const crowded = crowdedBy(task, context);
  if (crowded !== undefined) {
    complain(`${crowded}\n`);
    return { success: false };
  }
  const [finished] = await runTrials(
    [task],
    {
      parallel: 1,
      runId: runId(),
      versions: runtimeVersions,
      recompute: process.env[recomputeVariable] === 'true',
      inputFilesOf: (one) => readInputFiles(context.root, one),
      onNoticed: (text) => void process.stdout.write(`${text}\n`),
    },
    context,
  );
  if (finished === undefined) throw new Error('Internal error: a slice of one trial returned none');
  const { success, terminalOutput } = toTaskResult(finished);
  process.stdout.write(terminalOutput);
  if (!success || isCacheable(finished)) return { success };
  const { files = [], unknown } = finished.undeclared ?? {};
  complain(
    `This result must not be cached, since the trial read files that are not declared under "inputs" (${[...files, ...(unknown === undefined ? [] : [unknown])].join(', ')}), and without batches Nx would cache it. Declare them, or leave out --no-batch.\n`,
  );
  return { success: false };
});

/** Says why a trial would not be measured alone: without batches, only Nx knows what else runs. */
function crowdedBy(
  { parallel = Infinity }: TrialTask,
  { taskGraph, projectGraph, nxJsonConfiguration }: ExecutorContext,
): string | undefined {
  const trials = Object.values(taskGraph?.tasks ?? {}).filter(
    ({ target }) => projectGraph.nodes[target.project]?.data.targets?.[target.target]?.executor === trialExecutor,
  );
  return trials.length <= parallel || nxParallel(nxJsonConfiguration) <= parallel
    ? undefined
    : `The sweep file says "parallel: ${parallel}", which needs batches. Leave out --no-batch, or add --parallel=${parallel}.`;
}
