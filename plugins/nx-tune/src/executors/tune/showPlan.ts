import { join } from 'node:path';

import { renderRunPlan } from '@nx-tune/report';
import { readTrial } from '@nx-tune/runner';
import type { ExecutorContext } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { nxParallel } from '../../run/nxParallel.js';
import { forgetDryRuns, passedOver } from '../../run/passedOver.js';
import { planSweep } from '../../run/planSweep.js';
import { resultsIn } from '../../study/availableResults.js';
import type { ReadSweep } from '../../study/readSweep.js';
import { trialFolder } from '../../study/trialFolder.js';

/** Ends a dry run of a sweep: prints what a run would restore and compute. */
export function showPlan(
  read: Extract<ReadSweep, { readonly ok: true }>,
  dryRun: string,
  { project, root, top }: { readonly project: string; readonly root: string; readonly top: number },
  { root: workspaceRoot, nxJsonConfiguration }: ExecutorContext,
): true {
  const tuneDir = join(workspaceRoot, root, outputFolder);
  const unknown = passedOver(tuneDir, dryRun);
  forgetDryRuns(tuneDir, dryRun);
  const plan = planSweep(read, {
    isUnknown: (place) => unknown.has(trialFolder(place)),
    results: resultsIn(join(workspaceRoot, root), read.sweep),
    runOf: (trial) => {
      const record = readTrial(join(tuneDir, trialFolder(trial)), { id: trial.id, ...trial.definition });
      return record.kind === 'known' ? record.run : undefined;
    },
    parallel: nxParallel(nxJsonConfiguration),
  });
  const { name, method } = read.sweep;
  const { columns, isTTY } = process.stdout;
  const label = name === 'tune' ? project : `${project} (${name})`;
  process.stdout.write(`\n${renderRunPlan(label, method, plan, { width: isTTY ? columns : 100, top })}`);
  return true;
}
