import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { runtimeVersions } from '../../run/runIdentity.js';
import type { KnownInputs } from '../../study/hasOtherInputs.js';
import { nodeOf, readInputs } from '../trial/trialTask.js';
import { inputsFile, startedVariable } from '../../constants.js';
import { trialsOfProject } from './trialsOfProject.js';
import type { TrialMetadata } from '../../inference/targets/trialMetadata.js';

/** The inputs of a project's trials in this run, as their tasks have written them down. */
export function knownInputs(context: ExecutorContext, project: string): KnownInputs {
  const digests = new Map<string, string | undefined>();
  const digestOfInputs = (root: string): string | undefined => {
    if (!digests.has(root)) digests.set(root, readInputs(join(context.root, root, inputsFile)));
    return digests.get(root);
  };
  const roots = new Map(
    trialsOfProject(context, project).map((trial) => {
      const { root, targets } = nodeOf(context.projectGraph, trial).data;
      return [join(root), (targets?.['trial']?.metadata as TrialMetadata | undefined)?.inputsRoot ?? ''];
    }),
  );
  return {
    digestOf: (folder) => {
      const inputs = roots.get(join(folder));
      return inputs === undefined ? undefined : digestOfInputs(inputs);
    },
    versions: runtimeVersions,
    sinceMs: Number(process.env[startedVariable] ?? Date.now()),
  };
}
