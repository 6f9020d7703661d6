import type { Sweep } from '@nx-tune/sweep';

import { globMatcher } from '../../imports/globMatcher.js';
import type { Project } from '../../study/project.js';
import { inProject } from '../targets/globs.js';
import type { Cases } from './caseInputs.js';

/** The notices about files that are cases and are also under `inputs`: these count for the trials on all cases. */
export function inputsOfAll(project: Project, { inputs }: Sweep, { files }: Cases): string[] {
  if (files.length === 0) return [];
  return inputs.flatMap((input, index) => {
    if (input.kind === 'env') return [];
    const matches = globMatcher(input.from === 'workspace' ? input.glob : inProject(project, input.glob));
    const file = files.find(matches);
    return file === undefined
      ? []
      : [`inputs[${index}] matches ${file}, which is a case: a change of it runs the trials on all cases again`];
  });
}
