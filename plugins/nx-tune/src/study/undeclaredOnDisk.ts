import { join } from 'node:path';

import { parseRun, type Undeclared } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';
import { readText } from './readText.js';
import { resolveTrials } from './resolveTrials.js';
import { resultsOnDisk } from './resultsOnDisk.js';
import { trialDir } from './trialFolder.js';

/** What the trials of a sweep that are on this disk were seen to read without declaring it. */
export function undeclaredOnDisk(
  projectDir: string,
  read: Pick<ExpandedSweep, 'sweep' | 'trials' | 'slots' | 'promotions' | 'rounds'>,
): Undeclared[] {
  const trials = resolveTrials(read, resultsOnDisk(projectDir, read.sweep));
  return trials.flatMap((trial) => {
    const text = readText(join(trialDir(projectDir, trial), 'run.json')) ?? '';
    // Most of thousands of trials have nothing to tell.
    return text.includes('"undeclared"') ? (parseRun(text)?.undeclared ?? []) : [];
  });
}
