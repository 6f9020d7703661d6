import type { FinishedTrial } from '@nx-tune/runner';
import { crashKind } from '@nx-tune/sweep/trial';

import type { TrialsOfRun } from './trialsOfRun.js';

/** Remembers the crashes of a run, so that each kind of them is shown once. */
export interface CrashesOfRun {
  /** The id of the first trial that crashed in the same way; undefined if this one is the first, or has not crashed. */
  firstLike(trial: FinishedTrial): string | undefined;
}

export function createCrashesOfRun({ crashes }: Pick<TrialsOfRun, 'crashes'>): CrashesOfRun {
  const first = new Map<string, string>();
  const firstOf = (error: string, id: string): string => {
    const kind = crashKind(error);
    if (!first.has(kind)) first.set(kind, id);
    return first.get(kind) ?? id;
  };
  for (const { id, error } of crashes) firstOf(error, id);
  return {
    firstLike: ({ task, origin, result: { outcome } }) => {
      // One that was not started says so itself.
      const like = outcome.kind === 'failed' && origin !== 'stopped' ? firstOf(outcome.error, task.id) : task.id;
      return like === task.id ? undefined : like;
    },
  };
}
