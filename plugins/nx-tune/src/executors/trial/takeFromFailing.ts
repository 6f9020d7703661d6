import { cpSync, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { TrialTask } from '@nx-tune/runner';
import { whereCrashesFail } from '@nx-tune/sweep';

/**
 * Copies the folder that a trial had when its sweep did not record crashes yet, if it has none now. The journal then decides
 * whether it holds a result of the same inputs, byte by byte, so that nothing that had completed is computed again.
 */
export function takeFromFailing({ trialDir, onCrash }: Pick<TrialTask, 'trialDir' | 'onCrash'>): void {
  const folder = onCrash === 'record' ? whereCrashesFail(basename(trialDir)) : undefined;
  if (folder === undefined || existsSync(join(trialDir, 'result.json'))) return;
  const from = join(dirname(trialDir), folder);
  if (existsSync(join(from, 'result.json'))) cpSync(from, trialDir, { recursive: true });
}
