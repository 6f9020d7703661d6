import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { openJournal } from '../../src/journal/journal.js';
import { journalFolder } from '../../src/journal/journalFolder.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { artifactsDir } from '../../src/trialFolder/artifactsDir.js';
import type { WrittenTrial } from '../../src/trialFolder/trialFolder.js';

/** Adopts a trial as a run does that has just begun. */
export const adoptFinished = (task: TrialTask): WrittenTrial | undefined => openJournal().adopt(task, true);

/** Records a trial as a run does that ends at once. */
export function recordFinished(task: TrialTask, written: WrittenTrial): void {
  const journal = openJournal();
  journal.record(task, written);
  void journal.close();
}

/** The file of the only run that has recorded trials. */
export const journalOf = (task: TrialTask): string =>
  join(journalFolder(task), readdirSync(journalFolder(task)).find((name) => name.endsWith('.jsonl')) ?? 'none');

/** Writes what an objective would leave. */
export function writeArtifact({ trialDir }: TrialTask, name: string, text: string): void {
  const file = join(artifactsDir(trialDir), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
