import type { ProjectGraph } from '@nx/devkit';

import type { TrialMetadata } from '../inference/targets/trialMetadata.js';

/** The facts that the trial's target states. */
export function trialTarget(
  { nodes, dependencies }: ProjectGraph,
  project: string,
): { inputsProject: string; recordsCrash: boolean } {
  const target = nodes[project]?.data.targets?.['trial'];
  const { inputsRoot } = (target?.metadata ?? {}) as Partial<TrialMetadata>;
  const inputs = dependencies[project]?.find((one) => nodes[one.target]?.data.root === inputsRoot);
  const options = (target?.options ?? {}) as { readonly onCrash?: string };
  return { inputsProject: inputs?.target ?? '', recordsCrash: options.onCrash === 'record' };
}
