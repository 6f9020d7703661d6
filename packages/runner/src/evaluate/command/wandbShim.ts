import { delimiter, join } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

/** The folder of our own Python package `wandb`. */
const folder = join(__dirname, '../../../python/wandb_shim');

/** The variables of an agent of W&B, by which programs recognise that a sweep runs them. */
const ofAgent = (trialId: string): Readonly<Record<string, string>> => ({
  WANDB_SWEEP_ID: 'nx-tune',
  WANDB_RUN_ID: trialId,
});

/** The error of a program that has ended well, and of which there are no metrics. */
export const nothingLogged =
  'the program logged no number with wandb.log, marked its run as failed, or exited before the run was finished, as with os._exit: metrics are what wandb.log and run.summary get';

/** True if programs of an objective find our package. */
export const importsShim = (objective: ObjectiveDefinition): boolean =>
  objective.kind === 'command' && objective.wandb !== undefined;

/** The variables that make `import wandb` find our package before any that is installed, if the sweep asks for it. */
export function wandbShim(
  objective: ObjectiveDefinition,
  trialId: string,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  if (!importsShim(objective)) return {};
  const { PYTHONPATH: others = '' } = env;
  return { ...ofAgent(trialId), PYTHONPATH: [folder, ...(others === '' ? [] : [others])].join(delimiter) };
}
