import type { ProjectConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import type { SweepPlan } from '../sweepPlan.js';
import type { InferredProjects } from './projects.js';
import { autoProjects } from './autoProjects.js';
import { inChunks } from './inChunks.js';
import { promotionIdsByPosition, promotionProjects } from './promotionProjects.js';
import { raceProjects } from './raceProjects.js';
import { slotProjects } from './slotProjects.js';
import { topProjects } from './topProjects.js';
import { trialProjects } from './trialProjects.js';
import { tuneAllTarget, tuneTargets } from './tuneTargets.js';

/** Everything inferred for one project: its `tune` targets, and one project for each distinct trial of its sweeps. */
export function inferProjects(project: Project, plans: readonly SweepPlan[]): InferredProjects {
  const valid = plans.filter((plan) => plan.kind === 'valid');
  const promotionIds = promotionIdsByPosition(valid);
  // A sweep of a reserved name keeps its target, which says so.
  const targets = Object.fromEntries([
    tuneAllTarget(project, plans),
    ...plans.flatMap((plan) => tuneTargets(project, plan, plans)),
  ]);
  return {
    ...inChunks(project, trialProjects(project, valid, promotionIds)),
    ...slotProjects(project, valid, promotionIds),
    ...topProjects(project, valid, promotionIds),
    ...promotionProjects(project, valid, promotionIds),
    ...raceProjects(project, valid),
    ...autoProjects(project, valid),
    [project.root]: { name: project.name, targets, metadata: targetGroup(Object.keys(targets)) },
  };
}

const targetGroup = (targets: string[]): NonNullable<ProjectConfiguration['metadata']> => ({
  targetGroups: { 'Hyperparameter tuning': targets },
});
