import { canonicalJson, type JsonObject } from '@nx-tune/search';
import type { Limits, PlannedTrial, Position } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { trialExecutor, trialTag } from '../../constants.js';
import type { Project } from '../../study/project.js';
import { trialFolder } from '../../study/trialFolder.js';
import { inputsOfPlans, type InputsProject } from './inputsProjects.js';
import { outputRoot, type Projects, withoutTokens } from './projects.js';
import { type Deciders, waitForTicket } from './promotionProjects.js';
import type { ReadyPlan } from '../sweepPlan.js';

/** A trial that several sweeps ask for is one task, which depends on all that any of them declares. */
export function trialProjects(owner: Project, plans: readonly ReadyPlan[], deciders: Deciders): Projects {
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

/** Everything but `metadata` and `dependsOn` is part of the trial's hash: no absolute path, sweep name, index or count. */
function trialProject(
  owner: Project,
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
export function waitingWithShare(
  owner: Project,
  place: Position,
  plans: readonly ReadyPlan[],
  deciders: Deciders,
): Omit<Own, 'options'> {
  const { metadata, ...rest } = waitForTicket(owner, place, deciders);
  const [promotion] = plans.flatMap(({ promotions }) => promotions.filter(({ id }) => id === place.promotedBy));
  const share = promotion === undefined ? 1 : Math.min(1, promotion.rung.size / promotion.pairs.length);
  return { ...rest, metadata: { ...metadata, share } };
}

/** What a task that computes a trial has beside what all such tasks have. */
export interface Own {
  readonly options: { readonly trial: string };
  readonly dependsOn?: NonNullable<TargetConfiguration['dependsOn']>;
  readonly inputs?: NonNullable<TargetConfiguration['inputs']>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A task that computes a trial. */
export function computing(
  owner: Project,
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
