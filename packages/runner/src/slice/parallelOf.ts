import type { TrialTask } from '../model/trialTask.js';

/** The number of trials that can run at a time: not more than were asked for, nor than the most generous of them allows. */
export const parallelOf = (tasks: readonly Pick<TrialTask, 'parallel'>[], asked: number): number =>
  tasks.reduce((most, { parallel = Infinity }) => Math.max(most, Math.min(parallel, asked)), 1);
