import { join } from 'node:path';

import { parseRun, type Undeclared } from '@nx-tune/sweep';

import type { PlanParts } from './planParts.js';
import type { ExpandedSweep } from './readSweep.js';
import { readText } from './readText.js';
import { resolveTrials } from './resolveTrials.js';
import { resultsOnDisk } from './resultsOnDisk.js';
import { trialDir } from './trialFolder.js';

/** Returns the inputs that the trials of a sweep on this disk were seen to read without declaring them. */
export function undeclaredOnDisk(projectDir: string, read: PlanParts & Pick<ExpandedSweep, 'sweep'>): Undeclared[] {
  const trials = resolveTrials(read, resultsOnDisk(projectDir, read.sweep));
  return trials.flatMap((trial) => {
    const text = readText(join(trialDir(projectDir, trial), 'run.json')) ?? '';
    // Most of thousands of trials have nothing to report.
    return text.includes('"undeclared"') ? (parseRun(text)?.undeclared ?? []) : [];
  });
}
