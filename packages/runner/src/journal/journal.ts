import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { canonicalJson, canonicalJsonText } from '@nx-tune/search/core';
import writeFileAtomic from 'write-file-atomic';

import { type Checksums, checksumsOf, sha256 } from '../trialFolder/checksums.js';
import type { TrialTask } from '../model/trialTask.js';
import { type Fingerprint, takeFingerprint } from '../trialFolder/fingerprint.js';
import { readTaskTrial } from '../trialFolder/readTrial.js';
import { textsIn } from '../trialFolder/rememberTexts.js';
import type { WrittenTrial } from '../trialFolder/trialFolder.js';

/**
 * The record of a finished trial until Nx has cached it, which happens when a slice ends. However a run ends, the next
 * one finds here which trials it need not compute again.
 */
interface Entry {
  readonly schemaVersion: 1;
  readonly id: string;
  /** Digest of everything that the trial's result depends on besides its definition. */
  readonly inputs: string;
  /** SHA-256 of each file of the trial's folder, by its path within. */
  readonly files: Checksums;
}

/** The journal is next to the trials' folders and is never an output of a task: it belongs to this machine. */
export const journalFolder = (task: TrialTask): string => join(dirname(dirname(task.trialDir)), 'journal');
const entryFile = (task: TrialTask): string => join(journalFolder(task), `${task.id}.json`);

/** Records that a trial has finished, after all of its files are written. Without a digest of its inputs, no record can be trusted. */
export function recordFinished(task: TrialTask, fingerprint: Fingerprint): void {
  if (task.inputs === undefined) return;
  const files = checksumsOf(fingerprint);
  if (files === undefined) return;
  const entry: Entry = { schemaVersion: 1, id: task.id, inputs: inputsOf(task), files };
  mkdirSync(journalFolder(task), { recursive: true });
  writeFileAtomic.sync(entryFile(task), canonicalJsonText({ entry, checksum: checksumOf(entry) }));
}

/** The trial that a trial continues is one of its inputs. */
const inputsOf = ({ inputs = '', continues }: TrialTask): string =>
  continues === undefined ? inputs : `${inputs} ${continues.digest}`;

/** Whether the trial has finished with these inputs, in its own place or in another one. */
export function isFinished(task: TrialTask): boolean {
  return isOf(task, readEntry(entryFile(task)));
}

const isOf = (task: TrialTask, entry: Entry | undefined): entry is Entry =>
  entry?.id === task.id && task.inputs !== undefined && entry.inputs === inputsOf(task);

/** Returns a trial that an earlier run finished, if its inputs and all bytes of its files are unchanged. */
export function adoptFinished(task: TrialTask): WrittenTrial | undefined {
  const entry = readEntry(entryFile(task));
  if (!isOf(task, entry)) return undefined;
  const fingerprint = fingerprintOf(task.trialDir);
  if (fingerprint === undefined || canonicalJson(checksumsOf(fingerprint) ?? {}) !== canonicalJson(entry.files))
    return undefined;
  const record = readTaskTrial(task);
  if (record.kind !== 'known') return undefined;
  // It may have been recorded when crashes were results.
  if (record.result.outcome.kind === 'failed' && task.onCrash !== 'record') return undefined;
  return { result: record.result, texts: textsIn(task.trialDir), fingerprint };
}

function fingerprintOf(folder: string): Fingerprint | undefined {
  try {
    return takeFingerprint(folder);
  } catch {
    return undefined;
  }
}

function readEntry(file: string): Entry | undefined {
  try {
    const { entry, checksum } = JSON.parse(readFileSync(file, 'utf8')) as { entry: Entry; checksum: string };
    return checksum === checksumOf(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const checksumOf = (entry: Entry): string => sha256(canonicalJson(entry));
