import { posix } from 'node:path';

import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import {
  canonicalJson,
  type DeclaredInput,
  digest,
  type JsonObject,
  type Limits,
  type Place,
  type PlannedTrial,
  type Promotion,
  type Resources,
  searchId,
  shared,
  searchText,
  type Slot,
  type Sweep,
  replayTarget,
  shardOf,
  shardTarget,
  sweepTarget,
} from '@nx-tune/search';

import {
  askExecutor,
  engineVersion,
  inputsExecutor,
  outputFolder,
  proposalVersion,
  replayExecutor,
  slotFile,
  trialExecutor,
  trialTag,
  tuneExecutor,
} from '../constants.js';
import type { SweepMetadata } from './sweepMetadata.js';
import type { Owner } from './ownerProject.js';
import { type Deciders, decidersOf, promotionProjects, waiting } from './promotionProjects.js';
import { askFolder, trialFolder } from './trialFolder.js';
import { trialInputs } from './trialInputs.js';

/** One sweep file of a project, read and expanded, or what is wrong with it. */
export type SweepPlan = { readonly name: string; readonly file: string } & (
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  | {
      readonly kind: 'ready';
      readonly sweep: Sweep;
      readonly trials: readonly PlannedTrial[];
      /** Places of trials that are proposed by and by; then `trials` is empty. */
      readonly slots: readonly Slot[];
      /** What decides which of the trials and slots that continue others run. */
      readonly promotions: readonly Promotion[];
      readonly entries: readonly string[];
      readonly code: string;
      /** Files of the code that Nx does not watch, relative to the workspace. */
      readonly unwatched: readonly string[];
      readonly notices: readonly string[];
    }
);
type ReadyPlan = Extract<SweepPlan, { kind: 'ready' }>;
type Projects = Record<string, Omit<ProjectConfiguration, 'root'>>;

/** The projects of one owner: its `tune` targets, and one project for each different trial of its sweeps. */
export function inferProjects(owner: Owner, plans: readonly SweepPlan[]): Projects {
  const ready = plans.filter((plan) => plan.kind === 'ready');
  const deciders = decidersOf(ready);
  const targets = Object.fromEntries(
    plans.flatMap((plan) => [
      [sweepTarget(plan.name), tuneTarget(owner, plan)],
      [replayTarget(plan.name), replayTargetOf(plan)],
      ...shardTargets(owner, plan),
    ]),
  );
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

/** A trial that several sweeps ask for is one task, which depends on all that any of them declares. */
function trialProjects(owner: Owner, plans: readonly ReadyPlan[], deciders: Deciders): Projects {
  const wanted = new Map<string, { trial: PlannedTrial; plans: ReadyPlan[] }>();
  for (const plan of plans) {
    for (const trial of plan.trials) {
      const known = wanted.get(trial.id);
      if (known === undefined) wanted.set(trial.id, { trial, plans: [plan] });
      else known.plans.push(plan);
    }
  }
  const inputsOf = inputsOfPlans(owner);
  return Object.fromEntries(
    [...wanted.values()].flatMap(({ trial, plans }) => {
      const inputs = inputsOf(plans);
      return [
        [inputs.root, inputs.project],
        [outputRoot(owner, trialFolder(trial)), trialProject(owner, trial, plans, inputs, deciders)],
      ];
    }),
  );
}

/** Thousands of trials share a few sets of sweeps, hence of inputs. */
function inputsOfPlans(owner: Owner): (plans: readonly ReadyPlan[]) => InputsProject {
  const known = new Map<string, InputsProject>();
  return (plans) => {
    const key = JSON.stringify(plans.map(({ name }) => name));
    const inputs = known.get(key) ?? inputsProject(owner, plans);
    known.set(key, inputs);
    return inputs;
  };
}

interface InputsProject {
  readonly root: string;
  readonly project: Projects[string] & { readonly name: string };
  readonly shared: Pick<TargetConfiguration, 'inputs'> & {
    readonly options: { readonly code: string; readonly engine: number; readonly resources?: Resources };
  };
}

/**
 * A task whose hash covers what trials depend on beside their definitions. Nx tells a batch nothing of the hashes of its
 * tasks, so this one writes its own down, for the journal of finished trials. Most sweeps of a project share it.
 */
function inputsProject(owner: Owner, plans: readonly ReadyPlan[]): InputsProject {
  const [first] = plans as [ReadyPlan];
  const inputs = trialInputs(owner, first.sweep, union(plans), first.unwatched);
  const resources = largest(plans);
  const options = {
    code: first.code,
    engine: engineVersion,
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
  };
  const id = digest(canonicalJson([inputs, options] as unknown as JsonObject), 12);
  const target: TargetConfiguration = {
    executor: inputsExecutor,
    cache: true,
    inputs,
    outputs: ['{projectRoot}'],
    options,
    metadata: {
      description: 'What the trials of a sweep depend on',
      technologies: ['nx-tune'],
      entries: [
        ...new Set(plans.flatMap(({ entries }) => entries.map((entry) => posix.join(owner.root, entry)))),
      ].sort(),
    },
  };
  const project = { name: `${owner.name}~inputs~${id}`, tags: [trialTag], targets: { inputs: target } };
  return { root: outputRoot(owner, `inputs/${id}`), project, shared: { inputs, options } };
}

const outputRoot = (owner: Owner, path: string): string =>
  `${owner.root === '.' ? '' : `${owner.root}/`}${outputFolder}/${path}`;

/** Everything but `metadata` and `dependsOn` is part of the trial's hash: no absolute path, sweep name, index or count. */
function trialProject(
  owner: Owner,
  trial: PlannedTrial,
  plans: readonly ReadyPlan[],
  inputs: InputsProject,
  deciders: Deciders,
): Projects[string] {
  const definition = withoutTokens(canonicalJson(trial.definition as unknown as JsonObject));
  return computing(owner, trial.name, plans, inputs, {
    options: { trial: definition },
    ...(trial.promotedBy === undefined ? {} : waitingWithShare(owner, trial, plans, deciders)),
  });
}

/** A trial that waits for a promotion runs with that share of certainty, which makes up the number of trials. */
function waitingWithShare(
  owner: Owner,
  place: Place,
  plans: readonly ReadyPlan[],
  deciders: Deciders,
): Omit<Own, 'options'> {
  const { metadata, ...rest } = waiting(owner, place, deciders);
  const [promotion] = plans.flatMap(({ promotions }) => promotions.filter(({ id }) => id === place.promotedBy));
  const share = promotion === undefined ? 1 : Math.min(1, promotion.rung.size / promotion.pairs.length);
  return { ...rest, metadata: { ...metadata, share } };
}

/** What a task that computes a trial has beside what all such tasks have. */
interface Own {
  readonly options: { readonly trial: string };
  readonly dependsOn?: NonNullable<TargetConfiguration['dependsOn']>;
  readonly inputs?: NonNullable<TargetConfiguration['inputs']>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

function computing(
  owner: Owner,
  name: string,
  plans: readonly ReadyPlan[],
  { root, project, shared }: InputsProject,
  own: Own,
): Projects[string] {
  // In the hash, unlike the limits: a recorded crash must not be restored where a crash is an error.
  const onCrash = plans.every(({ sweep }) => sweep.onCrash === 'record') ? { onCrash: 'record' } : {};
  const isolation = plans.some(({ sweep }) => sweep.isolation === 'process') ? 'process' : 'thread';
  const target: TargetConfiguration = {
    executor: trialExecutor,
    cache: true,
    dependsOn: [{ projects: [project.name], target: 'inputs' }, ...(own.dependsOn ?? [])],
    inputs: [...(shared.inputs ?? []), ...(own.inputs ?? [])],
    outputs: ['{projectRoot}'],
    options: { ...own.options, ...shared.options, ...onCrash },
    metadata: {
      description: 'One trial of a sweep',
      technologies: ['nx-tune'],
      isolation,
      limits: widest(plans),
      inputsRoot: root,
      ...own.metadata,
    },
  };
  return { name: `${owner.name}~${name}`, tags: [trialTag], targets: { trial: target } };
}

/**
 * Slots and what fills them. A slot's hash is that of the configuration that is proposed to it, since the file in which it
 * stands is its input; an `ask` task depends on all slots of the generations before it and reads their results. The two have
 * executors of their own: Nx puts connected tasks of one executor into one batch, and would hash a slot before it is filled.
 */
function slotProjects(owner: Owner, plans: readonly ReadyPlan[], deciders: Deciders): Projects {
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
  owner: Owner,
  search: string,
  slot: Slot,
  plans: readonly ReadyPlan[],
  inputs: InputsProject,
  deciders: Deciders,
): Projects[string] {
  const [{ sweep }] = plans as [ReadyPlan];
  const budget = sweep.ladder === undefined ? {} : { budget: { [sweep.ladder.unit]: slot.budget ?? 0 } };
  const definition = { ...shared(sweep), slot: slot.number, ...budget };
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
const proposed = (owner: Owner, search: string, slot: Slot): Omit<Own, 'options'> => ({
  dependsOn: [{ projects: [askProjectName(owner, search, slot.generation)], target: 'ask' }],
  inputs: [{ dependentTasksOutputFiles: `**/${slotFile(slot.number)}` }],
  metadata: { slot, askRoot: outputRoot(owner, askFolder(search, slot.generation)) },
});

const askProjectName = (owner: Owner, search: string, generation: number): string =>
  `${owner.name}~ask-${generation}~${search}`;

/** Neither the number of generations nor that of trials is part of an `ask` task: raising them asks for the new ones only. */
function askProjects(owner: Owner, id: string, { sweep, slots }: ReadyPlan): [string, Projects[string]][] {
  const search = withoutTokens(searchText(sweep));
  const generations = 1 + (slots.at(-1)?.generation ?? 0);
  return Array.from({ length: generations }, (_, generation) => {
    const before = slots.filter((slot) => slot.generation < generation).map(({ name }) => `${owner.name}~${name}`);
    const target: TargetConfiguration = {
      executor: askExecutor,
      cache: true,
      dependsOn: before.length === 0 ? [] : [{ projects: before, target: 'trial' }],
      inputs: [{ externalDependencies: [] }, { dependentTasksOutputFiles: '**/result.json' }],
      outputs: ['{projectRoot}'],
      options: { search, generation, version: proposalVersion },
      metadata: { description: `Proposes the trials of generation ${generation}`, technologies: ['nx-tune'] },
    };
    const project = { name: askProjectName(owner, id, generation), tags: [trialTag], targets: { ask: target } };
    return [outputRoot(owner, askFolder(id, generation)), project];
  });
}

const trialProjectName = (owner: Owner, trial: PlannedTrial): string => `${owner.name}~${trial.name}`;

/** A trial that several sweeps ask for may take what the most generous of them allows. */
function widest(plans: readonly ReadyPlan[]): Limits {
  const limits = plans.map(({ sweep }) => sweep.limits);
  const most = (of: (one: Limits) => number | undefined): number =>
    Math.max(...limits.map((one) => of(one) ?? Infinity));
  const [timeoutMs, memoryMb] = [most((one) => one.timeoutMs), most((one) => one.memoryMb)];
  const failFast = most((one) => one.failFast);
  return {
    ...(Number.isFinite(timeoutMs) ? { timeoutMs } : {}),
    ...(Number.isFinite(memoryMb) ? { memoryMb } : {}),
    retries: most((one) => one.retries),
    ...(Number.isFinite(failFast) ? { failFast } : {}),
  };
}

/** A trial that several sweeps ask for gets what the most demanding of them asks for. */
function largest(plans: readonly ReadyPlan[]): Resources {
  const most = (key: 'cpus' | 'gpus'): number => Math.max(0, ...plans.map(({ sweep }) => sweep.resources[key] ?? 0));
  const [cpus, gpus] = [most('cpus'), most('gpus')];
  return { ...(cpus > 0 ? { cpus } : {}), ...(gpus > 0 ? { gpus } : {}) };
}

/** All declared inputs of the sweeps that share a trial, in an order that does not depend on the sweeps'. */
function union(plans: readonly ReadyPlan[]): DeclaredInput[] {
  const all = plans.flatMap(({ sweep }) => sweep.inputs).map((input) => [JSON.stringify(input), input] as const);
  return [...new Map(all.toSorted(([a], [b]) => (a < b ? -1 : 1))).values()];
}

/** Nx replaces `{projectRoot}` and its like in options; in JSON a brace before a letter can only stand inside a text. */
const withoutTokens = (json: string): string => json.replace(/\{(?=\w)/g, '\\u007b');

/**
 * Nx hashes these options into every task of the owner, hence what may change freely (mistakes, notices, the metric)
 * stands in the metadata.
 */
function tuneTarget(owner: Owner, plan: SweepPlan): TargetConfiguration {
  const shared = { executor: tuneExecutor, cache: false, outputs: [`{projectRoot}/${outputFolder}/${plan.name}`] };
  if (plan.kind === 'broken') {
    return {
      ...shared,
      options: { sweepFile: plan.file },
      metadata: toMetadata(`Sweep ${plan.name}: the file has mistakes`, { problems: plan.problems }),
    };
  }
  return {
    ...shared,
    dependsOn: [
      { projects: [...plan.trials, ...plan.slots].map(({ name }) => `${owner.name}~${name}`), target: 'trial' },
    ],
    inputs: [`{projectRoot}/${plan.file}`, { dependentTasksOutputFiles: '**/result.json' }],
    options: { sweepFile: plan.file, entries: plan.entries },
    metadata: toMetadata(describe(plan), {
      name: plan.name,
      metric: plan.sweep.metric,
      notices: plan.notices,
      ...(plan.sweep.known === undefined ? {} : { known: plan.sweep.known.digest }),
    }),
  };
}

/** One target for each of several machines that share a remote cache; `tune` then gathers what they computed. */
function shardTargets(owner: Owner, plan: SweepPlan): [string, TargetConfiguration][] {
  if (plan.kind === 'broken' || plan.sweep.shards === undefined) return [];
  const { name, trials } = plan;
  const { shards } = plan.sweep;
  return Array.from({ length: shards }, (_, index) => {
    const shard = index + 1;
    const part = trials.filter(({ id }) => shardOf(id, shards) === shard);
    const target: TargetConfiguration = {
      executor: 'nx:noop',
      cache: false,
      dependsOn:
        part.length === 0 ? [] : [{ projects: part.map((trial) => trialProjectName(owner, trial)), target: 'trial' }],
      metadata: {
        description: `Part ${shard} of ${shards} of sweep ${name}: ${part.length} of ${trials.length} trials`,
        technologies: ['nx-tune'],
      },
    };
    return [shardTarget(name, shard), target];
  });
}

const replayTargetOf = ({ name, file }: SweepPlan): TargetConfiguration => ({
  executor: replayExecutor,
  cache: false,
  options: { sweepFile: file },
  metadata: { description: `Computes sweep ${name} again and compares it with its lock`, technologies: ['nx-tune'] },
});

const describe = ({ name, sweep, trials, slots }: ReadyPlan): string =>
  `Sweep ${name}: ${trials.length + slots.length} trials by ${sweep.method}, ${sweep.metric.goal} ${sweep.metric.name}`;

const toMetadata = (description: string, sweep: SweepMetadata): TargetConfiguration['metadata'] & object => ({
  description,
  technologies: ['nx-tune'],
  sweep,
});
