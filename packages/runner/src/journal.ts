import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { JsonObject, TrialResult } from '@nx-tune/search';
import { canonicalJson, canonicalJsonText } from '@nx-tune/search/trial';
import writeFileAtomic from 'write-file-atomic';

import type { TrialTask } from './evaluation.js';
import { readTrial } from './readTrial.js';

/**
 * What is known of a finished trial until Nx has cached it, which it does when a slice ends: whatever ends a run, the
 * next one finds here what need not be computed again.
 */
interface Entry {
  readonly schemaVersion: 1;
  readonly id: string;
  /** Digest of everything that the trial's result depends on beside its definition. */
  readonly inputs: string;
  /** SHA-256 of each file of the trial's folder, by its path within. */
  readonly files: { readonly [path: string]: string };
}

/** A folder beside the trials', never an output of a task: it belongs to this machine. */
export const journalFolder = (task: TrialTask): string => join(dirname(dirname(task.trialDir)), 'journal');
const entryFile = (task: TrialTask): string => join(journalFolder(task), `${task.id}.json`);

/** Writes down that a trial is finished, after all of its files. Without a digest of its inputs it could not be believed. */
export function recordFinished(task: TrialTask): void {
  if (task.inputs === undefined) return;
  const files = checksums(task.trialDir);
  if (files === undefined) return;
  const entry: Entry = { schemaVersion: 1, id: task.id, inputs: task.inputs, files };
  mkdirSync(journalFolder(task), { recursive: true });
  writeFileAtomic.sync(
    entryFile(task),
    canonicalJsonText({ entry, checksum: checksumOf(entry) } as unknown as JsonObject),
  );
}

/** The result of a trial that an earlier run finished, if its inputs are the same and not a byte of it has changed. */
export function adoptFinished(task: TrialTask): TrialResult | undefined {
  const entry = readEntry(entryFile(task));
  if (entry?.id !== task.id || task.inputs === undefined || entry.inputs !== task.inputs) return undefined;
  const files = checksums(task.trialDir);
  if (files === undefined || canonicalJson(files) !== canonicalJson(entry.files)) return undefined;
  const record = readTrial(task.trialDir, task);
  if (record.kind !== 'known') return undefined;
  // It may have been recorded when crashes were results.
  return record.result.outcome.kind === 'failed' && task.onCrash !== 'record' ? undefined : record.result;
}

function readEntry(file: string): Entry | undefined {
  try {
    const { entry, checksum } = JSON.parse(readFileSync(file, 'utf8')) as { entry: Entry; checksum: string };
    return checksum === checksumOf(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const checksumOf = (entry: Entry): string => sha256(canonicalJson(entry as unknown as JsonObject));

/** Of every file of a folder; undefined if it holds anything but files and folders, such as a link to elsewhere. */
function checksums(folder: string): { readonly [path: string]: string } | undefined {
  try {
    if (!lstatSync(folder).isDirectory()) return undefined;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    if (entries.some((entry) => !entry.isFile() && !entry.isDirectory())) return undefined;
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(files.map((file) => [relative(folder, file), sha256(readFileSync(file))]));
  } catch {
    return undefined;
  }
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
