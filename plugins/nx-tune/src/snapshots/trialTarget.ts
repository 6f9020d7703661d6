import type { ProjectGraph } from '@nx/devkit';

/** The facts that the trial's target states. */
export function trialTarget(
  { nodes }: ProjectGraph,
  project: string,
): { inputsProject: string; recordsCrash: boolean } {
  const target = nodes[project]?.data.targets?.['trial'];
  const [dependency] = target?.dependsOn ?? [];
  const projects = typeof dependency === 'object' ? dependency.projects : undefined;
  const options = (target?.options ?? {}) as { readonly onCrash?: string };
  return { inputsProject: projects?.[0] ?? '', recordsCrash: options.onCrash === 'record' };
}
