import { canonicalJson, defined } from '@nx-tune/search';
import {
  type Need,
  type PlannedTrial,
  type Position,
  type RacePlace,
  type SweepLimits,
  taskName,
} from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';
import type { TrialLimits } from '../../study/needsOfTrial.js';
import type { Project } from '../../study/project.js';
import { positionKey, raceTicketFile, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { type InputsProject, inputsProjectOf } from './inputsProjects.js';
import { escapeTokens, type InferredProjects, outputIn, outputRoot, taskProject } from './projects.js';
import { type EarlierTask, type PromotionIds, promotionTask, ticketDependency } from './promotionProjects.js';

/** One project for each distinct trial. Sweeps share it if they agree in everything that may change its result. */
export function trialProjects(
  project: Project,
  plans: readonly ValidSweepPlan[],
  promotionIds: PromotionIds,
): InferredProjects {
  const distinct = new Map<
    string,
    { trial: PlannedTrial; plans: ValidSweepPlan[]; places: (RacePlace | undefined)[] }
  >();
  for (const plan of plans) {
    for (const trial of [...plan.trials, ...plan.tried]) {
      const earlier = distinct.get(positionKey(trial));
      if (earlier === undefined) distinct.set(positionKey(trial), { trial, plans: [plan], places: [trial.racedBy] });
      else {
        earlier.plans.push(plan);
        earlier.places.push(trial.racedBy);
      }
    }
  }
  const inputsOf = inputsProjectOf(project);
  const projects: InferredProjects = {};
  for (const { trial, plans, places } of distinct.values()) {
    const inputs = inputsOf(plans, trial.definition.case);
    projects[inputs.root] = inputs.configuration;
    projects[outputRoot(project, trialFolder(trial))] = trialProject(project, trial, plans, inputs, {
      promotionIds,
      places,
    });
  }
  return projects;
}

/** Everything but `metadata` and `dependsOn` is part of the trial's hash: no absolute path, sweep name, index or count may appear there. */
function trialProject(
  project: Project,
  trial: PlannedTrial,
  plans: readonly ValidSweepPlan[],
  inputs: InputsProject,
  {
    promotionIds,
    places,
  }: { readonly promotionIds: PromotionIds; readonly places: readonly (RacePlace | undefined)[] },
): InferredProjects[string] {
  const definition = escapeTokens(canonicalJson(trial.definition));
  return buildTrialProject(project, trial, plans, inputs, {
    options: { trial: definition },
    ...(trial.promotedBy === undefined
      ? raceDependency(project, places)
      : ticketDependencyWithShare(project, trial, plans, promotionIds)),
  });
}

/**
 * A trial waits for the judgements of all races that it is in, or of noise, unless a sweep wants it in any case. The tickets are not hashed: a
 * result is the same whether or not there is a race, and a trial that is dropped has none to store.
 */
export function raceDependency(
  project: Project,
  places: readonly (RacePlace | undefined)[],
): Omit<TrialSpecifics, 'options'> {
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length) return {};
  const judgements = [...new Set(known.map(({ judgement }) => judgement))].toSorted();
  return {
    waitsFor: judgements.map((id) => ({ project: promotionTask(project, id), target: 'promote' })),
    metadata: { gates: known.map(raceTicketFile).toSorted() },
  };
}

/** The share is the fraction of a rung's candidates that is promoted; the shares of all trials add up to the number that will run. */
export function ticketDependencyWithShare(
  project: Project,
  position: Position,
  plans: readonly ValidSweepPlan[],
  promotionIds: PromotionIds,
): Omit<TrialSpecifics, 'options'> {
  const { metadata, ...rest } = ticketDependency(project, position, promotionIds);
  const [promotion] = plans.flatMap(({ promotions }) => promotions.filter(({ id }) => id === position.promotedBy));
  const share = promotion === undefined ? 1 : Math.min(1, promotion.rung.size / promotion.pairs.length);
  return { ...rest, metadata: { ...metadata, share } };
}

/** The parts of a trial's target that differ from trial to trial. */
export interface TrialSpecifics {
  readonly options: { readonly trial: string };
  /** The tasks that it waits for, besides that of its inputs. */
  readonly waitsFor?: readonly EarlierTask[];
  readonly inputs?: NonNullable<TargetConfiguration['inputs']>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Builds the project whose task computes a trial, be its params fixed or proposed. It waits for the tasks of the projects on which its
 * project depends (see `trialDependencies.ts`): where a target names projects, Nx lists all that there are, for each task again.
 */
export function buildTrialProject(
  project: Project,
  trial: Position & { readonly name: string },
  plans: readonly ValidSweepPlan[],
  ofInputs: InputsProject,
  { waitsFor = [], ...specifics }: TrialSpecifics,
): InferredProjects[string] {
  const { inputs } = ofInputs;
  const { options, metadata } = commonParts(ofInputs, plans);
  const target: TargetConfiguration = {
    executor: trialExecutor,
    cache: true,
    dependsOn: ['inputs', ...new Set(waitsFor.map(({ target }) => target))].map((target) => `^${target}`),
    inputs: specifics.inputs === undefined ? inputs : [...inputs, ...specifics.inputs],
    outputs: [outputIn(outputRoot(project, trialFolder(trial)))],
    options: { ...specifics.options, ...options },
    metadata: {
      ...metadata,
      ...(waitsFor.length === 0 ? {} : { waitsFor: waitsFor.map(({ project }) => project) }),
      ...specifics.metadata,
    },
  };
  return taskProject(taskName(project.name, trial.name), { trial: target });
}

/** The parts that all trials with the same inputs have in common, which belong to the same sweeps. */
interface CommonParts {
  readonly options: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const knownParts = new WeakMap<InputsProject, CommonParts>();

/** They are made once: there may be thousands of trials. */
function commonParts(inputs: InputsProject, plans: readonly ValidSweepPlan[]): CommonParts {
  const parts = knownParts.get(inputs) ?? makeCommonParts(inputs, plans);
  knownParts.set(inputs, parts);
  return parts;
}

function makeCommonParts({ root, options }: InputsProject, plans: readonly ValidSweepPlan[]): CommonParts {
  // In the hash, unlike the limits: a recorded crash must not be restored where a crash is an error.
  const [{ sweep }] = plans as [ValidSweepPlan];
  const onCrash = sweep.onCrash === 'record' ? { onCrash: 'record' } : {};
  const undeclared = sweep.undeclared === 'allow' ? { undeclared: 'allow' } : {};
  return {
    options: { ...options, ...onCrash, ...undeclared },
    metadata: {
      description: 'One trial of a sweep',
      technologies: ['nx-tune'],
      isolation: plans.some(({ sweep }) => sweep.isolation === 'process') ? 'process' : 'thread',
      limits: widestLimits(plans),
      ...defined({ parallel: leastParallel(plans) }),
      inputsRoot: root,
    },
  };
}

/** A trial of several sweeps may use as much as the most generous of them allows. */
function widestLimits(plans: readonly ValidSweepPlan[]): TrialLimits {
  const limits = plans.map(({ sweep }) => sweep.limits);
  const most = (of: (one: SweepLimits) => number | undefined): number =>
    Math.max(...limits.map((one) => of(one) ?? Infinity));
  const timeoutMs = most((one) => one.timeoutMs);
  const memoryMb = widestMemory(limits.map((one) => one.memoryMb));
  const failFast = most((one) => one.failFast);
  return {
    ...(Number.isFinite(timeoutMs) ? { timeoutMs } : {}),
    ...defined({ memoryMb }),
    retries: most((one) => one.retries),
    ...(Number.isFinite(failFast) ? { failFast } : {}),
  };
}

/** There is no limit if one sweep has none. What follows from params is compared when the trial runs. */
function widestMemory(needs: readonly (Need | undefined)[]): TrialLimits['memoryMb'] {
  const known = needs.filter((need) => need !== undefined);
  if (known.length < needs.length) return undefined;
  const numbers = known.filter((need) => typeof need === 'number');
  return numbers.length === known.length ? Math.max(...numbers) : known;
}

/** A trial of several sweeps runs with no more others than the strictest of them allows. */
function leastParallel(plans: readonly ValidSweepPlan[]): number | undefined {
  const least = Math.min(...plans.map(({ sweep }) => sweep.parallel ?? Infinity));
  return Number.isFinite(least) ? least : undefined;
}
