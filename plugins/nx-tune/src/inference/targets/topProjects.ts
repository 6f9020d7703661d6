import { canonicalJson } from '@nx-tune/search';
import {
  evaluationAt,
  planSlot,
  type Slot,
  type Sweep,
  type TopCandidate,
  type TopChoice,
  trialSettings,
} from '@nx-tune/sweep';

import type { Project } from '../../study/project.js';
import { candidateKey, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { inputsProjectOf } from './inputsProjects.js';
import { escapeTokens, type InferredProjects, outputRoot } from './projects.js';
import { type PromotionIds, ticketDependency } from './promotionProjects.js';
import { buildTrialProject } from './trialProjects.js';

/** The further trials of the configurations that may be among the best. Each runs only if its configuration has a ticket. */
export function topProjects(
  project: Project,
  plans: readonly ValidSweepPlan[],
  promotionIds: PromotionIds,
): InferredProjects {
  const inputsOf = inputsProjectOf(project);
  return Object.fromEntries(
    placesOf(plans).flatMap(({ slot, candidate, top, plans: sharing }) => {
      const inputs = inputsOf(sharing, slot.evaluation?.case);
      const [{ sweep }] = sharing as [ValidSweepPlan];
      const { metadata, ...ticket } = ticketDependency(project, candidateKey(candidate), promotionIds);
      const trial = buildTrialProject(project, slot, sharing, inputs, {
        ...ticket,
        options: { trial: escapeTokens(canonicalJson(definitionOf(sweep, candidate, slot))) },
        metadata: { ...metadata, share: Math.min(top.size, top.most) / top.candidates.length },
      });
      return [
        [inputs.root, inputs.configuration],
        [outputRoot(project, trialFolder(slot)), trial],
      ];
    }),
  );
}

interface Place {
  readonly slot: Slot;
  readonly candidate: TopCandidate;
  readonly top: TopChoice;
  readonly plans: ValidSweepPlan[];
}

/** The slots of all sweeps, each with the sweeps that share it. */
function placesOf(plans: readonly ValidSweepPlan[]): Place[] {
  const places = new Map<string, Place>();
  for (const plan of plans) {
    const { top } = plan;
    for (const candidate of top?.candidates ?? []) {
      for (const slot of candidate.to) {
        const earlier = places.get(slot.id);
        if (earlier !== undefined) earlier.plans.push(plan);
        else if (top !== undefined) places.set(slot.id, { slot, candidate, top, plans: [plan] });
      }
    }
  }
  return [...places.values()];
}

/**
 * Returns the facts that are known about a trial before its configuration is chosen: its params only if they are not proposed.
 */
function definitionOf(sweep: Sweep, { from: [first] }: TopCandidate, slot: Slot): object {
  if (first !== undefined && 'definition' in first) return planSlot(sweep, slot, first.definition.params).definition;
  const budget = sweep.ladder === undefined ? {} : { budget: { [sweep.ladder.unit]: slot.budget ?? 0 } };
  return { ...evaluationAt(trialSettings(sweep), slot.evaluation ?? { replicate: 0 }), ...budget };
}
