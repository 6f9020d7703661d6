import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { InputFiles } from './inputFiles.js';

/** Watches whether the files that were hashed stay as they are while trials run. */
export interface Guard {
  /** The number of changes that were noticed so far. A trial must end in the epoch in which it began. */
  readonly epoch: number;
  /** The files that now differ from what was hashed; empty if they only changed meanwhile. */
  readonly changed: readonly string[];
  /** The files of the last change that was noticed, even if they are as hashed again. */
  readonly moved: readonly string[];
  /** Resolves after a look at all files that began after the call. */
  look(): Promise<void>;
}

/** Looks may take this part of the time, however many files there are. */
const share = 0.01;
/** The clocks of some file systems tick this slowly, so a younger file may change without a new time. */
const youngMs = 2_000;

/** Looks at the files for the first time, and compares them with what was hashed. */
export function createGuard(inputs: InputFiles): Guard {
  const files = [...inputs.files.keys()];
  const pathOf = (file: string): string => join(inputs.workspaceRoot, file);
  const digestOf = (file: string): string => inputs.digestOf(pathOf(file));
  // In this order: what changes between the two is seen by the next look.
  const states = new Map(files.map((file) => [file, stateOf(pathOf(file))]));
  const digests = new Map(files.map((file) => [file, inputs.files.get(file) ?? digestOf(file)]));
  const isAsHashed = (file: string): boolean => digestOf(file) === digests.get(file);
  const state: { epoch: number; moved: string[]; changed: string[] } = {
    epoch: 0,
    moved: [],
    changed: files.filter((file) => !isAsHashed(file)),
  };
  let [next, notBefore]: [Promise<void> | undefined, number] = [undefined, 0];
  // The shortest look shows the cost of one: a longer one may have waited for a busy machine.
  let costMs = Infinity;

  const lookNow = (): void => {
    const start = performance.now();
    const moved = files.filter((file) => hasMoved(file));
    if (moved.length > 0) {
      state.epoch++;
      state.moved = moved;
      state.changed = [...new Set([...state.changed, ...moved])].filter((file) => !isAsHashed(file));
    }
    costMs = Math.min(costMs, performance.now() - start);
    notBefore = performance.now() + costMs / share;
  };
  const hasMoved = (file: string): boolean => {
    const now = stateOf(pathOf(file));
    const before = states.get(file);
    states.set(file, now);
    if (before?.key !== now.key) return true;
    return Math.abs(Date.now() - now.changedMs) < youngMs && !state.changed.includes(file) && !isAsHashed(file);
  };
  return {
    get epoch() {
      return state.epoch;
    },
    get moved() {
      return state.moved;
    },
    get changed() {
      return state.changed;
    },
    look: () =>
      (next ??= setTimeout(Math.max(0, notBefore - performance.now())).then(() => {
        next = undefined;
        lookNow();
      })),
  };
}

interface FileState {
  readonly key: string;
  readonly changedMs: number;
}

/** An edit that is taken back, even with its old time, moves the time of the last change of the file's entry. */
function stateOf(path: string): FileState {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined
    ? { key: 'none', changedMs: 0 }
    : { key: `${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.ino}`, changedMs: Number(stats.ctimeMs) };
}
