import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { listNames } from '../study/listFiles.js';
import { readText } from '../study/readText.js';
import { runsFolder } from './turn/runsFolder.js';

/** The notes that executors leave for the end of their run, since Nx hides the output of tasks that succeed. */
export type EndNote = 'problems.txt' | 'summary.md';

/** A run that was killed leaves its notes. */
const keptMs = 24 * 60 * 60 * 1000;

const folderOf = (workspaceRoot: string): string => join(runsFolder(workspaceRoot), '..', 'ends');

/** Leaves a text for the end of a run, or replaces the one that the same task has left. */
export function leaveNote(workspaceRoot: string, runId: string, task: string, kind: EndNote, text: string): void {
  const folder = join(folderOf(workspaceRoot), runId);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${encodeURIComponent(task)}.${kind}`), text);
}

/** The texts of one kind that the tasks of a run have left, in the order of the tasks' names. */
export function leftNotes(workspaceRoot: string, runId: string, kind: EndNote): readonly string[] {
  const folder = join(folderOf(workspaceRoot), runId);
  return listNames(folder)
    .filter((name) => name.endsWith(`.${kind}`))
    .flatMap((name) => readText(join(folder, name)) ?? []);
}

/** Removes the notes of a run, and those of runs that ended long ago without doing so. */
export function forgetNotes(workspaceRoot: string, runId: string): void {
  const folder = folderOf(workspaceRoot);
  for (const name of listNames(folder)) {
    const modified = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (name === runId || modified < Date.now() - keptMs) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
