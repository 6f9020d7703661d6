import { join } from 'node:path';

import { canonicalJson } from '@nx-tune/search/core';

import type { TrialTask } from '../model/trialTask.js';
import { checksumsOf } from '../trialFolder/checksums.js';
import { type Fingerprint, takeFingerprint } from '../trialFolder/fingerprint.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { readTaskTrial } from '../trialFolder/readTrial.js';
import { textsIn } from '../trialFolder/rememberTexts.js';
import { type WrittenTrial, writeTexts } from '../trialFolder/trialFolder.js';
import { type JournalEntries, readJournals } from './journalEntries.js';
import type { JournalEntry } from './journalEntry.js';
import { appendTo, type JournalFile, journalEnd } from './journalFile.js';
import { journalFolder } from './journalFolder.js';
import { createToken } from './lease.js';

/** The notes of runs about the trials that they finish, in a file for each run, to which it only appends. */
export interface Journal {
  /** Records that a trial has finished, after all of its files are written. Without a digest of its inputs, no record can be trusted. */
  record(task: TrialTask, written: WrittenTrial): void;
  /** True if the trial has finished with these inputs, in its own place or in another one. */
  isFinished(task: TrialTask): boolean;
  /**
   * Returns a trial that a run finished, if its inputs and all bytes of its files are unchanged. Whoever has claimed the trial may restore
   * files that a power failure has emptied.
   */
  adopt(task: TrialTask, isClaimed?: boolean): WrittenTrial | undefined;
  /** Resolves when everything is on the disk. */
  close(): Promise<void>;
}

/** The longest texts that an entry repeats. A longer curve is not lost by a crash, but may be by a power failure. */
const mostTextLength = 65_536;

/** Opens the journals of projects. `isAlone` says whether no other run may be writing one. */
export function openJournal(isAlone: (folder: string) => boolean = () => false): Journal {
  const own = `${createToken()}${journalEnd}`;
  const files = new Map<string, JournalFile>();
  const known = new Map<string, { readonly entries: JournalEntries; isComplete: boolean }>();
  const entriesOf = (task: TrialTask): readonly JournalEntry[] => {
    const folder = journalFolder(task);
    const journals = known.get(folder) ?? { entries: readJournals(folder, own), isComplete: false };
    known.set(folder, journals);
    const wasAlone = journals.isComplete;
    // What another run wrote before it ended may not have been read yet.
    journals.isComplete = isAlone(folder);
    if (!wasAlone || !journals.isComplete) journals.entries.update();
    return journals.entries.of(task.id).filter(({ inputs }) => inputs === inputsOf(task));
  };
  return {
    record: (task, { fingerprint, texts }) => {
      const entry = entryOf(task, fingerprint, texts);
      if (entry === undefined) return;
      const folder = journalFolder(task);
      const file = files.get(folder) ?? appendTo(join(folder, own));
      files.set(folder, file);
      file.append(entry);
      known.get(folder)?.entries.add(entry);
    },
    isFinished: (task) => entriesOf(task).length > 0,
    adopt: (task, isClaimed = false) => {
      const entries = entriesOf(task);
      if (entries.length === 0) return undefined;
      return adoptAs(task, entries) ?? (isClaimed && restore(task, entries) ? adoptAs(task, entries) : undefined);
    },
    close: async () => void (await Promise.all([...files.values()].map((file) => file.close()))),
  };
}

function entryOf(task: TrialTask, fingerprint: Fingerprint, texts: WrittenTrial['texts']): JournalEntry | undefined {
  if (task.inputs === undefined) return undefined;
  const files = checksumsOf(fingerprint);
  if (files === undefined) return undefined;
  const length = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
  const entry = { schemaVersion: 2, id: task.id, inputs: inputsOf(task) ?? '', files } as const;
  return length > mostTextLength ? entry : { ...entry, texts };
}

/** The trial that a trial continues is one of its inputs. Undefined if they are not known. */
const inputsOf = ({ inputs, continues }: TrialTask): string | undefined =>
  inputs === undefined || continues === undefined ? inputs : `${inputs} ${continues.digest}`;

function adoptAs(task: TrialTask, entries: readonly JournalEntry[]): WrittenTrial | undefined {
  const fingerprint = fingerprintOf(task.trialDir);
  const files = fingerprint && checksumsOf(fingerprint);
  if (files === undefined || fingerprint === undefined) return undefined;
  const found = canonicalJson(files);
  if (!entries.some((entry) => canonicalJson(entry.files) === found)) return undefined;
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

/** Writes again what the latest entry says, where a file is there but empty. Returns whether it did. */
function restore({ trialDir }: TrialTask, entries: readonly JournalEntry[]): boolean {
  const { texts } = entries.at(-1) ?? {};
  if (texts === undefined || fingerprintOf(trialDir) === undefined) return false;
  const emptied = Object.entries(texts).filter(([name]) => isEmptied(readIfThere(join(trialDir, name))));
  if (emptied.length > 0) writeTexts(trialDir, Object.fromEntries(emptied));
  return emptied.length > 0;
}

/** A file system that has not written the content of a file yet has none, or zeros in its place. */
const isEmptied = (text: string | undefined): boolean => text !== undefined && /^\0*$/.test(text);
