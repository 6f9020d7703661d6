import { appendFileSync, closeSync, fdatasync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { canonicalJson } from '@nx-tune/search/core';

import { sha256 } from '../trialFolder/checksums.js';
import type { JournalEntry } from './journalEntry.js';

export const journalEnd = '.jsonl';

/** A file of entries, a line each, that begins with a checksum: of a line that was cut short, nothing is believed. */
export interface JournalFile {
  append(entry: JournalEntry): void;
  /** Resolves when everything is on the disk. */
  close(): Promise<void>;
}

/** The time for which entries are collected before they are written to the disk together; the process does not wait at all. */
const groupMs = 50;
const sync = promisify(fdatasync);

/** Creates a file when the first entry comes. Throws if it cannot be written. */
export function appendTo(file: string): JournalFile {
  let descriptor: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let syncing: Promise<void> = Promise.resolve();
  let isTorn = false;
  const open = (): number => {
    mkdirSync(dirname(file), { recursive: true });
    return (descriptor = openSync(file, 'a'));
  };
  /** Somebody may have removed the folder. */
  const isThere = (): boolean => descriptor !== undefined && fstatSync(descriptor).nlink > 0;
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const closing = descriptor;
    descriptor = undefined;
    await syncing;
    if (closing === undefined) return;
    await sync(closing).catch(() => undefined);
    closeSync(closing);
  };
  return {
    append: (entry) => {
      if (descriptor !== undefined && !isThere()) void close();
      const to = descriptor ?? open();
      const start = isTorn ? '\n' : '';
      isTorn = true;
      appendFileSync(to, `${start}${lineOf(entry)}`);
      isTorn = false;
      timer ??= setTimeout(() => {
        timer = undefined;
        syncing = syncing.then(() => sync(to)).catch(() => undefined);
      }, groupMs).unref();
    },
    close,
  };
}

function lineOf(entry: JournalEntry): string {
  const text = canonicalJson(entry as never);
  return `${sha256(text)} ${text}\n`;
}

/** The entry of a line; undefined if the line is not as it was written. */
export function entryIn(line: string): JournalEntry | undefined {
  const [checksum, text] = [line.slice(0, 64), line.slice(65)];
  return checksum === sha256(text) ? (JSON.parse(text) as JournalEntry) : undefined;
}
