import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

import type { TrialTask } from '../../src/model/trialTask.js';
import { prepareTrialFolder } from '../../src/trialFolder/trialFolder.js';

/** An objective and the files that it consists of, by their paths in the project. */
export interface ObjectiveSource {
  readonly objective: ObjectiveDefinition;
  readonly files: { readonly [path: string]: string };
}

let trials = 0;

/** A trial of an objective that is written into the project; its folder is ready. */
export function createTask(
  projectDir: string,
  source: ObjectiveSource,
  changes: Partial<TrialTask> = {},
  links: { readonly [path: string]: string } = {},
): TrialTask {
  const id = `trial${++trials}`;
  const task: TrialTask = {
    id,
    objective: source.objective,
    params: {},
    seed: 'seed',
    projectDir,
    trialDir: join(projectDir, '.tune/trials', id),
    isolation: 'thread',
    ...changes,
  };
  for (const [path, text] of Object.entries(source.files)) writeFile(join(projectDir, path), text);
  for (const [path, target] of Object.entries(links)) link(join(projectDir, path), join(projectDir, target));
  prepareTrialFolder(task);
  return task;
}

export function writeFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function link(file: string, target: string): void {
  mkdirSync(dirname(file), { recursive: true });
  symlinkSync(target, file, 'junction');
}
