import { dirname, join } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';

/** The journals of a project are next to the folders of its trials, and never an output of a task: they belong to this machine. */
export const journalFolder = ({ trialDir }: Pick<TrialTask, 'trialDir'>): string =>
  join(dirname(dirname(trialDir)), 'journal');
