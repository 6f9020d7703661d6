import { canonicalJson, type JsonObject } from '@nx-tune/search';
import { searchId, searchText, trialSettings, type Slot } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { askExecutor, dryRunVariable, proposalVersion, slotFile, trialTag } from '../constants.js';
import type { Project } from '../study/project.js';
import { askFolder, trialFolder } from '../study/trialFolder.js';
import { inputsOfPlans, type InputsProject } from './inputsProjects.js';
import { outputRoot, type Projects, withoutTokens } from './projects.js';
import type { Deciders } from './promotionProjects.js';
import type { ReadyPlan } from './sweepPlan.js';
import { computing, type Own, waitingWithShare } from './trialProjects.js';

/**
 * Slots and what fills them. A slot's hash is that of the configuration that is proposed to it, since the file in which it
 * stands is its input; an `ask` task depends on all slots of the generations before it and reads their results. The two have
 * executors of their own: Nx puts connected tasks of one executor into one batch, and would hash a slot before it is filled.
 */
export function slotProjects(owner: Project, plans: readonly ReadyPlan[], deciders: Deciders): Projects {
  const searches = new Map<string, ReadyPlan[]>();
  for (const plan of plans.filter(({ slots }) => slots.length > 0)) {
    const id = searchId(plan.sweep);
    searches.set(id, [...(searches.get(id) ?? []), plan]);
  }
  const inputsOf = inputsOfPlans(owner);
  return Object.fromEntries(
    [...searches].flatMap(([id, same]) => {
      const inputs = inputsOf(same);
      const [longest] = same.toSorted((a, b) => b.slots.length - a.slots.length) as [ReadyPlan];
      return [
        [inputs.root, inputs.project],
        ...askProjects(owner, id, longest),
        ...longest.slots.map((slot): [string, Projects[string]] => [
          outputRoot(owner, trialFolder(slot)),
          slotProject(owner, id, slot, same, inputs, deciders),
        ]),
      ] as [string, Projects[string]][];
    }),
  );
}

function slotProject(
  owner: Project,
  search: string,
  slot: Slot,
  plans: readonly ReadyPlan[],
  inputs: InputsProject,
  deciders: Deciders,
): Projects[string] {
  const [{ sweep }] = plans as [ReadyPlan];
  const budget = sweep.ladder === undefined ? {} : { budget: { [sweep.ladder.unit]: slot.budget ?? 0 } };
  const definition = { ...trialSettings(sweep), slot: slot.number, ...budget };
  return computing(owner, slot.name, plans, inputs, {
    options: { trial: withoutTokens(canonicalJson(definition as unknown as JsonObject)) },
    ...(slot.promotedBy === undefined
      ? proposed(owner, search, slot)
      : withSlot(waitingWithShare(owner, slot, plans, deciders), slot)),
  });
}

const withSlot = (own: Omit<Own, 'options'>, slot: Slot): Omit<Own, 'options'> => ({
  ...own,
  metadata: { ...own.metadata, slot },
});

/** What a slot waits for whose params an `ask` task proposes. */
const proposed = (owner: Project, search: string, slot: Slot): Omit<Own, 'options'> => ({
  dependsOn: [{ projects: [askProjectName(owner, search, slot.generation)], target: 'ask' }],
  inputs: [{ dependentTasksOutputFiles: `**/${slotFile(slot.number)}` }],
  metadata: { slot, askRoot: outputRoot(owner, askFolder(search, slot.generation)) },
});

const askProjectName = (owner: Project, search: string, generation: number): string =>
  `${owner.name}~ask-${generation}~${search}`;

/** Neither the number of generations nor that of trials is part of an `ask` task: raising them asks for the new ones only. */
function askProjects(owner: Project, id: string, { sweep, slots }: ReadyPlan): [string, Projects[string]][] {
  const search = withoutTokens(searchText(sweep));
  const generations = 1 + (slots.at(-1)?.generation ?? 0);
  return Array.from({ length: generations }, (_, generation) => {
    const before = slots.filter((slot) => slot.generation < generation).map(({ name }) => `${owner.name}~${name}`);
    const target: TargetConfiguration = {
      executor: askExecutor,
      cache: true,
      dependsOn: before.length === 0 ? [] : [{ projects: before, target: 'trial' }],
      inputs: [{ externalDependencies: [] }, { env: dryRunVariable }, { dependentTasksOutputFiles: '**/result.json' }],
      outputs: ['{projectRoot}'],
      options: { search, generation, version: proposalVersion },
      metadata: { description: `Proposes the trials of generation ${generation}`, technologies: ['nx-tune'] },
    };
    const project = { name: askProjectName(owner, id, generation), tags: [trialTag], targets: { ask: target } };
    return [outputRoot(owner, askFolder(id, generation)), project];
  });
}
