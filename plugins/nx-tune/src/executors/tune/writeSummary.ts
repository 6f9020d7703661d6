import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import writeFileAtomic from 'write-file-atomic';

import { leaveNote, leftNotes } from '../../run/endNotes.js';
import { runId } from '../../run/runIdentity.js';

/** The places of a sweep's summary: GitHub's page of the job, and a file for the whole run. */
export interface SummaryPlace {
  readonly workspaceRoot: string;
  /** The task that writes it. */
  readonly task: string;
  /** The option --summary: a path, relative to the workspace. */
  readonly file: string | undefined;
}

/** Returns whether anybody asks for summaries. */
export const wantsSummary = (file: string | undefined): boolean => file !== undefined || githubFile() !== undefined;

/** Writes the section of a sweep. */
export function writeSummary(section: string, { workspaceRoot, task, file }: SummaryPlace): void {
  const github = githubFile();
  if (github !== undefined) appendFileSync(github, `${section}\n`);
  if (file === undefined) return;
  leaveNote(workspaceRoot, runId(), task, 'summary.md', section);
  writeAll(resolve(workspaceRoot, file), () => leftNotes(workspaceRoot, runId(), 'summary.md').join('\n'));
}

/** Tasks of one run write one file: whoever finds after writing that there is more writes once more. */
function writeAll(file: string, read: () => string): void {
  mkdirSync(dirname(file), { recursive: true });
  for (let text = read(), written = ''; text !== written; text = read()) {
    written = text;
    writeFileAtomic.sync(file, text);
  }
}

function githubFile(): string | undefined {
  const file = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  return file === '' ? undefined : file;
}
