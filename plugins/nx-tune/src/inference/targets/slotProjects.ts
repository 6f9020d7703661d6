import { canonicalJson } from '@nx-tune/search';
import {
  askName,
  evaluationAt,
  lockFile,
  needsCost,
  searchId,
  searchText,
  type Slot,
  taskName,
  trialSettings,
} from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { askExecutor, dryRunVariable, proposalVersion, slotFile } from '../../constants.js';
import type { Project } from '../../study/project.js';
import { askFolder, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { type InputsProject, inputsProjectOf } from './inputsProjects.js';
import { escapeTokens, type InferredProjects, outputIn, outputRoot, taskProject } from './projects.js';
import type { PromotionIds } from './promotionProjects.js';
import { buildTrialProject, raceDependency, ticketDependencyWithShare, type TrialSpecifics } from './trialProjects.js';

/**
 * Slots, and the tasks that fill them. A slot's hash is that of the configuration proposed to it, since the file that holds
 * the proposal is its input; an `ask` task depends on all slots of the earlier generations and reads their results. The two
 * have executors of their own: Nx puts connected tasks of one executor into one batch, and would hash a slot before it is filled.
 */
export function slotProjects(
  project: Project,
  plans: readonly ValidSweepPlan[],
  promotionIds: PromotionIds,
): InferredProjects {
  const searches = new Map<string, ValidSweepPlan[]>();
  for (const plan of plans.filter(({ slots }) => slots.length > 0)) {
    const id = searchId(plan.sweep);
    searches.set(id, [...(searches.get(id) ?? []), plan]);
  }
  const inputsOf = inputsProjectOf(project);
  return Object.fromEntries(
    [...searches].flatMap(([id, sameSearch]) => {
      const inputs = inputsOf(sameSearch);
      const [longest] = sameSearch.toSorted((a, b) => b.slots.length - a.slots.length) as [ValidSweepPlan];
      return [
        [inputs.root, inputs.configuration],
        ...askProjects(project, id, longest, inputs),
        ...longest.slots.flatMap((slot): [string, InferredProjects[string]][] => {
          const own = inputsOf(sameSearch, slot.evaluation?.case);
          return [
            [own.root, own.configuration],
            [outputRoot(project, trialFolder(slot)), slotProject(project, id, slot, sameSearch, own, promotionIds)],
          ];
        }),
      ] as [string, InferredProjects[string]][];
    }),
  );
}

function slotProject(
  project: Project,
  search: string,
  slot: Slot,
  plans: readonly ValidSweepPlan[],
  inputs: InputsProject,
  promotionIds: PromotionIds,
): InferredProjects[string] {
  const [{ sweep }] = plans as [ValidSweepPlan];
  const budget = sweep.ladder === undefined ? {} : { budget: { [sweep.ladder.unit]: slot.budget ?? 0 } };
  const settings = evaluationAt(trialSettings(sweep), slot.evaluation ?? { replicate: 0 });
  const definition = { ...settings, slot: slot.number, ...budget };
  return buildTrialProject(project, slot, plans, inputs, {
    options: { trial: escapeTokens(canonicalJson(definition)) },
    ...(slot.promotedBy === undefined
      ? proposalDependency(project, search, slot)
      : withSlot(ticketDependencyWithShare(project, slot, plans, promotionIds), slot)),
  });
}

const withSlot = (specifics: Omit<TrialSpecifics, 'options'>, slot: Slot): Omit<TrialSpecifics, 'options'> => ({
  ...specifics,
  metadata: { ...specifics.metadata, slot },
});

/** The parts of a slot's target by which it depends on the `ask` task that proposes its params. */
function proposalDependency(project: Project, search: string, slot: Slot): Omit<TrialSpecifics, 'options'> {
  const { waitsFor = [], metadata } = raceDependency(project, [slot.racedBy]);
  return {
    waitsFor: [{ project: askProjectName(project, search, slot.generation), target: 'ask' }, ...waitsFor],
    inputs: [{ dependentTasksOutputFiles: `**/${slotFile(slot.number)}` }],
    metadata: { slot, askRoot: outputRoot(project, askFolder(search, slot.generation)), ...metadata },
  };
}

const askProjectName = (project: Project, search: string, generation: number): string =>
  taskName(project.name, askName(generation, search));

/** Neither the number of generations nor the number of trials is part of an `ask` task: after raising them only new ones are asked for. */
function askProjects(
  project: Project,
  id: string,
  { sweep, slots }: ValidSweepPlan,
  { configuration: { name: inputsName } }: InputsProject,
): [string, InferredProjects[string]][] {
  const search = escapeTokens(searchText(sweep));
  const generations = 1 + (slots.at(-1)?.generation ?? 0);
  return Array.from({ length: generations }, (_, generation) => {
    const earlier = slots
      .filter((slot) => slot.generation < generation)
      .map(({ name }) => taskName(project.name, name));
    const target: TargetConfiguration = {
      executor: askExecutor,
      cache: true,
      // The first one reads nothing, but waits for the turn of its run like all that is written.
      dependsOn:
        earlier.length === 0
          ? [{ projects: [inputsName], target: 'inputs' }]
          : [{ projects: earlier, target: 'trial' }],
      inputs: [
        { externalDependencies: [] },
        { env: dryRunVariable },
        { dependentTasksOutputFiles: '**/result.json' },
        // What a trial cost is stored with it, so wherever it is restored the same is proposed.
        ...(needsCost(sweep) ? [{ dependentTasksOutputFiles: '**/run.json' }] : []),
      ],
      outputs: [outputIn(outputRoot(project, askFolder(id, generation)))],
      options: { search, generation, version: proposalVersion },
      metadata: {
        description: `Proposes the trials of generation ${generation}`,
        technologies: ['nx-tune'],
        ...(needsCost(sweep) ? { lock: lockFile(sweep.name) } : {}),
      },
    };
    const configuration = taskProject(askProjectName(project, id, generation), { ask: target });
    return [outputRoot(project, askFolder(id, generation)), configuration];
  });
}
