import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

import { namesIn } from '../trialFolder/namesIn.js';
import type { JournalEntry } from './journalEntry.js';
import { entryIn, journalEnd } from './journalFile.js';

/** The entries of all journals in a folder, read as far as they are written. */
export interface JournalEntries {
  /** Reads what was written since the last time. */
  update(): void;
  /** The entries of a trial, the latest last as far as one run wrote them. */
  of(id: string): readonly JournalEntry[];
  add(entry: JournalEntry): void;
  ids(): ReadonlySet<string>;
}

/** Reads no file before it is asked to, and never the one with the name `except`. */
export function readJournals(folder: string, except?: string): JournalEntries {
  const byId = new Map<string, JournalEntry[]>();
  const read = new Map<string, number>();
  const add = (entry: JournalEntry): void => {
    const known = byId.get(entry.id);
    if (known === undefined) byId.set(entry.id, [entry]);
    else known.push(entry);
  };
  return {
    add,
    ids: () => new Set(byId.keys()),
    of: (id) => byId.get(id) ?? [],
    update: () => {
      for (const name of namesIn(folder)) {
        if (name === except || !name.endsWith(journalEnd)) continue;
        const { lines, end } = linesFrom(join(folder, name), read.get(name) ?? 0);
        read.set(name, end);
        lines.flatMap((line) => entryIn(line) ?? []).forEach(add);
      }
    },
  };
}

/** The whole lines of a file from a place on, and where the last of them ends. */
function linesFrom(file: string, start: number): { readonly lines: readonly string[]; readonly end: number } {
  try {
    const bytes = bytesFrom(file, start);
    const length = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1);
    return { lines, end: start + length };
  } catch {
    return { lines: [], end: start };
  }
}

function bytesFrom(file: string, start: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - start));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
  } finally {
    closeSync(descriptor);
  }
}
