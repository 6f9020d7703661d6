import type { TrialTask } from '../model/trialTask.js';

/** The facts of a crash that decide whether a sweep gives up. */
export interface Crash {
  readonly projectDir: string;
  readonly error: string;
}

/** Counts crashes with the same error, so that a sweep whose trials all crash in the same way can give up. */
export interface CrashCounter {
  add(crash: Crash): void;
  /** Explains why the trial should not start; undefined if it may. */
  reasonToStop(task: TrialTask): string | undefined;
}

export function createCrashCounter(earlier: readonly Crash[]): CrashCounter {
  const counts = new Map<string, Map<string, number>>();
  const add = ({ projectDir, error }: Crash): void => {
    const ofProject = counts.get(projectDir) ?? new Map<string, number>();
    counts.set(projectDir, ofProject.set(messageOf(error), (ofProject.get(messageOf(error)) ?? 0) + 1));
  };
  earlier.forEach(add);
  return {
    add,
    reasonToStop: ({ projectDir, limits: { failFast } = { retries: 0 } }) => {
      if (failFast === undefined) return undefined;
      const found = [...(counts.get(projectDir) ?? [])].find(([, count]) => count >= failFast);
      return (
        found &&
        `not started, because ${found[1]} trials crashed with the same error ("fail_fast: ${failFast}"): ${found[0]}`
      );
    },
  };
}

/** The first line alone: the stack differs between crashes, and often contains a trial's own values. */
const messageOf = (error: string): string => error.split('\n', 1)[0] ?? '';
