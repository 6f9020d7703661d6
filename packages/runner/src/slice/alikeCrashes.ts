import type { TrialTask } from '../model/trialTask.js';

/** A crash, as far as it matters for giving up. */
export interface Crash {
  readonly projectDir: string;
  readonly error: string;
}

/** Counts crashes with the same message, so that a sweep whose trials all crash alike can give up. */
export interface AlikeCrashes {
  add(crash: Crash): void;
  /** Why the trial should not start any more, or undefined. */
  reasonToStop(task: TrialTask): string | undefined;
}

export function createAlikeCrashes(earlier: readonly Crash[]): AlikeCrashes {
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
        `no more trials are started, since ${found[1]} trials crashed alike ("fail_fast: ${failFast}"): ${found[0]}`
      );
    },
  };
}

/** The stack below the first line differs from place to place, and often says a trial's own values. */
const messageOf = (error: string): string => error.split('\n', 1)[0] ?? '';
