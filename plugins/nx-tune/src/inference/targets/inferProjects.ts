import type { ProjectConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import type { Projects } from './projects.js';
import { decidersOf, promotionProjects } from './promotionProjects.js';
import { slotProjects } from './slotProjects.js';
import type { SweepPlan } from '../sweepPlan.js';
import { trialProjects } from './trialProjects.js';
import { tuneTargets } from './tuneTargets.js';

/** The projects of one owner: its `tune` targets, and one project for each different trial of its sweeps. */
export function inferProjects(owner: Project, plans: readonly SweepPlan[]): Projects {
  const ready = plans.filter((plan) => plan.kind === 'ready');
  const deciders = decidersOf(ready);
  const targets = Object.fromEntries(plans.flatMap((plan) => tuneTargets(owner, plan)));
  return {
    ...trialProjects(owner, ready, deciders),
    ...slotProjects(owner, ready, deciders),
    ...promotionProjects(owner, ready, deciders),
    [owner.root]: { name: owner.name, targets, metadata: targetGroup(Object.keys(targets)) },
  };
}

const targetGroup = (targets: string[]): NonNullable<ProjectConfiguration['metadata']> => ({
  targetGroups: { 'Hyperparameter tuning': targets },
});
