import { crashKind, crashSummary, isProcessCrash } from '@nx-tune/sweep/trial';

import type { TrialTask } from '../model/trialTask.js';

/** The facts of a crash that decide whether a sweep gives up. */
export interface Crash {
  readonly projectDir: string;
  readonly error: string;
}

/** Counts crashes of one kind, so that a sweep whose trials all crash in the same way can give up. */
export interface CrashCounter {
  add(crash: Crash): void;
  /** Explains why the trial should not start; undefined if it may. */
  reasonToStop(task: TrialTask): string | undefined;
}

interface Counted {
  readonly count: number;
  /** The summary of the first of them. */
  readonly summary: string;
}

export function createCrashCounter(earlier: readonly Crash[]): CrashCounter {
  const counts = new Map<string, Map<string, Counted>>();
  const add = ({ projectDir, error }: Crash): void => {
    const ofProject = counts.get(projectDir) ?? new Map<string, Counted>();
    const { count, summary } = ofProject.get(kindOf(error)) ?? { count: 0, summary: crashSummary(error) };
    counts.set(projectDir, ofProject.set(kindOf(error), { count: count + 1, summary }));
  };
  earlier.forEach(add);
  return {
    add,
    reasonToStop: ({ projectDir, limits: { failFast } = { retries: 0 } }) => {
      if (failFast === undefined) return undefined;
      const found = [...(counts.get(projectDir)?.values() ?? [])].find(({ count }) => count >= failFast);
      return (
        found &&
        `not started, because ${found.count} trials crashed with the same error ("fail_fast: ${failFast}"): ${found.summary}`
      );
    },
  };
}

/**
 * Returns the kind of an error. For one that was thrown, it is the message: the same mistake gives the same text. What a process
 * prints contains a trial's own values: `unrecognized arguments: --rate=0.1`.
 */
const kindOf = (error: string): string => (isProcessCrash(error) ? crashKind(error) : crashSummary(error));
