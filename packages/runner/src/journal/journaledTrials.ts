import { readJournals } from './journalEntries.js';

/** The ids of the trials that a journal has, which no run has seen in Nx's cache yet. */
export function journaledTrials(folder: string): ReadonlySet<string> {
  const entries = readJournals(folder);
  entries.update();
  return entries.ids();
}
