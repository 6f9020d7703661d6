import { posix } from 'node:path';

import { sweepTarget } from '@nx-tune/sweep';
import { detectPackageManager, getPackageManagerCommand } from '@nx/devkit';

import type { SweepDraft, ObjectiveState } from './sweepDraft.js';

/** What to do next: the command, and what to edit. */
export function nextSteps(root: string, draft: SweepDraft, objective: ObjectiveState, workspaceRoot: string): string {
  const { exec } = getPackageManagerCommand(detectPackageManager(workspaceRoot), workspaceRoot);
  const path = posix.join(root, draft.objective.path);
  return `
${objectiveStep(path, draft)[objective]}
Run it:   ${exec} nx ${sweepTarget(draft.name)} ${draft.project}
Edit:     ${posix.join(root, draft.file)} and ${path}; a run computes what is new, and restores the rest
Commit:   both, and the lock that a run writes beside them`;
}

const objectiveStep = (
  path: string,
  { objective: { language }, metric }: SweepDraft,
): Readonly<Record<ObjectiveState, string>> => ({
  written: `The example runs as it is.`,
  kept: `${path} is there already, and stays as it is: name its params under "parameters", and its metric under "metric".`,
  missing: `Write ${path} first: ${
    language === 'ts' || language === 'js'
      ? `its default export takes params, and returns { ${metric.name} }.`
      : `it finds its params in TUNE_PARAMS, and prints {"${metric.name}": 0.1} as its last line.`
  }`,
});
