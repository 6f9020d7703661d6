import { posix } from 'node:path';

import { sweepTarget } from '@nx-tune/sweep';
import { detectPackageManager, getPackageManagerCommand } from '@nx/devkit';

import { shellWord } from '../../escape/shellWord.js';
import { suggestedParameters } from './suggestedParameters.js';
import type { SweepDraft, ObjectiveState } from './sweepDraft.js';

/** Explains to the user what to do next: the command to run, and the files to edit. */
export function nextSteps(root: string, draft: SweepDraft, objective: ObjectiveState, workspaceRoot: string): string {
  const { exec } = getPackageManagerCommand(detectPackageManager(workspaceRoot), workspaceRoot);
  const path = posix.join(root, draft.objective.path);
  return `
${objectiveStep(path, draft)[objective]}
Run it:   ${exec} nx ${sweepTarget(draft.name)} ${shellWord(draft.project)}
Edit:     ${posix.join(root, draft.file)} and ${path}; each run computes what is new and restores the rest
Commit:   both, and the lock that a run writes next to the sweep file`;
}

const isModule = (language: SweepDraft['objective']['language']): boolean => language === 'ts' || language === 'js';

const unseen =
  ' How it reads its params could not be seen, so "command" gives them as arguments, such as --rate=0.1; they are in TUNE_PARAMS, too.';

const objectiveStep = (
  path: string,
  { objective: { language, access, options }, method, metric }: SweepDraft,
): Readonly<Record<ObjectiveState, string>> => ({
  written: `The example runs as it is.`,
  kept: `${path} already exists and is not changed: ${suggestedParameters(options, method).length > 0 ? 'check the ranges of its options' : 'name its params'} under "parameters", and name its metric under "metric".${
    access.kind === 'unknown' && !isModule(language) ? unseen : ''
  }`,
  missing: `First write ${path}: ${
    isModule(language)
      ? `its default export takes params and returns { ${metric.name} }.`
      : `it reads its params from TUNE_PARAMS and prints {"${metric.name}": 0.1} as its last line.`
  }`,
});
