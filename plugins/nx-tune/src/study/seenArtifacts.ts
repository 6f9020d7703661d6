import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { SealMemory, SeenArtifacts } from '@nx-tune/runner';
import { digest } from '@nx-tune/search/core';

import { readJson } from './readJson.js';
import { writeDerived } from './writeDerived.js';

/** The memory of one sweep, on disk. */
export interface SavedMemory extends SealMemory {
  /** Keeps what was asked for or noted since it was opened, and forgets the rest. */
  save(): void;
}

/**
 * Remembers between runs with which contents the artifacts of a sweep's trials were seen: a checkpoint may be so large that reading
 * all of them in each run would take longer than the run. It lies with the other notes of runs, where Nx hashes nothing.
 */
export function seenArtifacts(workspaceRoot: string, projectDir: string, sweep: string): SavedMemory {
  const folder = join(workspaceRoot, '.nx', 'workspace-data', 'nx-tune', 'artifacts');
  const root = relative(workspaceRoot, projectDir).replaceAll('\\', '/');
  const file = join(folder, `${digest(`${root}\n${sweep}`, 16)}.json`);
  const known = new Map(Object.entries(readJson(file) ?? {}));
  const seen = new Map<string, string>();
  const keyOf = (trialDir: string): string => relative(projectDir, trialDir).replaceAll('\\', '/');
  let isChanged = false;
  return {
    has: (trialDir, one) => {
      const [key, text] = [keyOf(trialDir), textOf(one)];
      if (known.get(key) !== text && seen.get(key) !== text) return false;
      seen.set(key, text);
      return true;
    },
    note: (trialDir, one) => {
      isChanged = true;
      seen.set(keyOf(trialDir), textOf(one));
    },
    save: () => {
      if (!isChanged) return;
      try {
        mkdirSync(folder, { recursive: true });
        writeDerived(file, JSON.stringify(Object.fromEntries(seen)));
      } catch {
        // The next run reads them again.
      }
    },
  };
}

const textOf = ({ digest: content, stamp }: SeenArtifacts): string => `${content} ${stamp}`;
