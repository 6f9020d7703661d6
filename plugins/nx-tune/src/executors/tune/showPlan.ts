import { join } from 'node:path';

import { renderRunPlan, sweepTitle } from '@nx-tune/report';
import { atOnce, commandOf, parallelOf } from '@nx-tune/runner';
import type { PlannedTrial, Resources } from '@nx-tune/sweep';
import type { ExecutorContext } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { shellWord } from '../../escape/shellWord.js';
import { nxParallel } from '../../run/nxParallel.js';
import { forgetDryRuns, passedOver } from '../../run/passedOver.js';
import { planSweep } from '../../run/planSweep.js';
import { terminal } from '../../run/terminal.js';
import { findEntry } from '../../study/readEntry.js';
import type { ExpandedSweep } from '../../study/readSweep.js';
import { resourcesFor } from '../../study/needsOfTrial.js';
import { resultsOnDisk } from '../../study/resultsOnDisk.js';
import { trialFolder } from '../../study/trialFolder.js';

/** Ends a dry run of a sweep: prints the trials that a run would restore and compute. */
export function showPlan(
  read: ExpandedSweep,
  dryRun: string,
  { project, root, top }: { readonly project: string; readonly root: string; readonly top: number },
  { root: workspaceRoot, nxJsonConfiguration }: ExecutorContext,
): true {
  const projectDir = join(workspaceRoot, root);
  const tuneDir = join(projectDir, outputFolder);
  const unknown = passedOver(tuneDir, dryRun);
  forgetDryRuns(tuneDir, dryRun);
  const parallel = parallelOf([read.sweep], nxParallel(nxJsonConfiguration));
  const plan = planSweep(read, {
    isUnknown: (position) => unknown.has(trialFolder(position)),
    results: resultsOnDisk(projectDir, read.sweep),
    runOf: (trial) => findEntry(projectDir, trial, read.sweep.metric)?.run,
    commandLine: (trial) => commandLine(trial, projectDir, tuneDir),
    parallel: atOnce(parallel, needsOf(read, parallel)),
  });
  const { name, method } = read.sweep;
  const { width } = terminal();
  process.stdout.write(`\n${renderRunPlan(sweepTitle({ project, sweep: name }), method, plan, { width, top })}`);
  return true;
}

/** The command line of a trial as a shell would read it. */
function commandLine(trial: PlannedTrial, projectDir: string, tuneDir: string): string | undefined {
  if (trial.definition.objective.kind !== 'command') return undefined;
  const words = commandOf({ ...trial.definition, projectDir, trialDir: join(tuneDir, trialFolder(trial)) });
  return words.map(shellWord).join(' ');
}

/**
 * Returns the resources that each trial needs; for trials that are not proposed yet, those that do not depend on their params.
 */
function needsOf({ sweep, trials, slots }: ExpandedSweep, parallel: number): Resources[] {
  if (slots.length === 0) return trials.map(({ definition }) => resourcesFor(sweep.resources, definition.params));
  const fixed = Object.entries(sweep.resources).filter(([, need]) => typeof need === 'number');
  return Array.from({ length: parallel }, () => Object.fromEntries(fixed) as Resources);
}
