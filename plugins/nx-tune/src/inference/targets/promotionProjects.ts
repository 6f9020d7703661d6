import { canonicalJson, defined, digest } from '@nx-tune/search';
import { type Position, type Promotion, promotionName, type Sweep, taskName, type TopChoice } from '@nx-tune/sweep';

import { dryRunVariable, promoteExecutor, promotionVersion, raceFile } from '../../constants.js';
import type { Choice, Judgement, RaceJudgement, ReplicatesJudgement, Union } from '../../study/promotionOptions.js';
import type { Project } from '../../study/project.js';
import {
  candidateKey,
  ownTicketFile,
  type PositionKey,
  positionKey,
  promotionFolder,
  ticketFile,
  trialFolder,
} from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { escapeGlob } from './globs.js';
import { escapeTokens, type InferredProjects, outputIn, outputRoot, taskProject } from './projects.js';

/** The ids of the promotions that decide on each position, by the position's key: there may be several, of several sweeps. */
export type PromotionIds = ReadonlyMap<string, readonly string[]>;

/** Lists the promotions of each position in an order that does not depend on the order of the sweeps. */
export function promotionIdsByPosition(plans: readonly ValidSweepPlan[]): PromotionIds {
  const promotionIds = new Map<string, string[]>();
  const decided = new Map(plans.flatMap(decidedKeys));
  for (const [id, keys] of [...decided].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    for (const key of keys) promotionIds.set(key, [...(promotionIds.get(key) ?? []), id]);
  return promotionIds;
}

/** The keys of the positions that each promotion decides on, and of the configurations that may be among the best. */
const decidedKeys = ({ promotions, top }: ValidSweepPlan): [string, string[]][] => [
  ...promotions.map(({ id, pairs }): [string, string[]] => [id, pairs.map(({ to }) => positionKey(to))]),
  ...(top === undefined
    ? []
    : [[top.id, top.candidates.map((one) => positionKey(candidateKey(one)))] satisfies [string, string[]]]),
];

/** A task for which trials wait. */
export interface EarlierTask {
  readonly project: string;
  readonly target: 'ask' | 'promote';
}

/** The parts of a trial's target by which a trial that continues another, or is of the best, depends on what decides so. */
export interface TicketDependency {
  readonly waitsFor: readonly EarlierTask[];
  readonly inputs: { dependentTasksOutputFiles: string }[];
  readonly metadata: {
    /** The ticket without which it does not run, relative to the project's `.tune`. */
    readonly ticket: string;
  };
}

export function ticketDependency(
  project: Project,
  position: PositionKey,
  promotionIds: PromotionIds,
): TicketDependency {
  const ids = promotionIds.get(positionKey(position)) ?? [];
  return {
    waitsFor: [{ project: promotionTask(project, ids.length > 1 ? unionId(ids) : (ids[0] ?? '')), target: 'promote' }],
    inputs: [{ dependentTasksOutputFiles: `**/${ticketFile(position)}` }],
    metadata: { ticket: ticketFile(position) },
  };
}

/**
 * The tasks between rungs. They have an executor of their own: Nx must not put them into one batch with the trials that
 * they promote, which would be hashed too early.
 */
export function promotionProjects(
  project: Project,
  plans: readonly ValidSweepPlan[],
  promotionIds: PromotionIds,
): InferredProjects {
  const unions = new Map<string, { readonly ids: readonly string[]; readonly positions: string[] }>();
  for (const [position, ids] of promotionIds) {
    if (ids.length < 2) continue;
    const union = unions.get(unionId(ids)) ?? { ids, positions: [] };
    unions.set(unionId(ids), { ...union, positions: [...union.positions, position] });
  }
  return Object.fromEntries([
    ...plans.flatMap(({ sweep, promotions }) =>
      promotions.map((promotion) => promotionProject(project, sweep, promotion, promotionIds)),
    ),
    ...plans.flatMap(({ sweep, top }) => (top === undefined ? [] : [choiceProject(project, sweep, top, promotionIds)])),
    ...[...unions].map(([id, { ids, positions }]) => unionProject(project, id, ids, positions)),
  ]);
}

function promotionProject(
  project: Project,
  { objective, metric, seed, stop, reports }: Sweep,
  { id, rung, pairs }: Promotion,
  promotionIds: PromotionIds,
): [string, InferredProjects[string]] {
  const judgement: Judgement = {
    objective,
    metric,
    seed,
    ...defined({ stop, reports }),
    size: rung.size,
    candidates: pairs.map(({ from, to }) => ({
      folder: trialFolder(from),
      ...startedBy(from),
      decision: ownTicketFile(to),
      ...gateOf(to, promotionIds),
    })),
  };
  return promoteTask(project, id, {
    options: judgement,
    tickets: judgement.candidates.flatMap(({ gate }) => gate ?? []),
    description: `Promotes ${rung.size} of ${pairs.length} trials`,
    dependsOn: trialsAndDecisions(
      project,
      pairs.map(({ from }) => from),
    ),
    inputs: earlierOutputs,
  });
}

/** The ticket of a trial that continues another. */
const startedBy = (from: Position): { readonly started?: string } =>
  from.promotedBy === undefined ? {} : { started: `${promotionFolder(from.promotedBy)}/${ownTicketFile(from)}` };

/** The ticket that a task writes for others, unless several sweeps decide on it. */
const gateOf = (position: PositionKey, promotionIds: PromotionIds): { readonly gate?: string } =>
  (promotionIds.get(positionKey(position))?.length ?? 0) > 1 ? {} : { gate: ticketFile(position) };

/** The tasks of the trials that are judged, and those that decided which of these run. */
function trialsAndDecisions(project: Project, judged: readonly Position[]): PromoteTask['dependsOn'] {
  const earlier = [...new Set(judged.flatMap(({ promotedBy }) => promotedBy ?? []))];
  return [
    { projects: judged.map(({ name }) => taskName(project.name, name)), target: 'trial' },
    ...(earlier.length === 0 ? [] : [{ projects: earlier.map((by) => promotionTask(project, by)), target: 'promote' }]),
  ];
}

/** The task that chooses the best configurations. Nothing of how often they run is a part of it. */
function choiceProject(
  project: Project,
  sweep: Sweep,
  { id, size, candidates }: TopChoice,
  promotionIds: PromotionIds,
): [string, InferredProjects[string]] {
  const { objective, metric, aggregate, seed, stop, reports } = sweep;
  const choice: Choice = {
    objective,
    metric,
    seed,
    ...defined({ aggregate, stop, reports }),
    top: size,
    candidates: candidates.map((candidate) => ({
      evaluations: candidate.from.map((from) => ({ folder: trialFolder(from), ...startedBy(from) })),
      decision: ownTicketFile(candidateKey(candidate)),
      ...gateOf(candidateKey(candidate), promotionIds),
    })),
  };
  return promoteTask(project, id, {
    options: choice,
    tickets: choice.candidates.flatMap(({ gate }) => gate ?? []),
    description: `Chooses the best ${size} of ${candidates.length} configurations`,
    dependsOn: trialsAndDecisions(
      project,
      candidates.flatMap(({ from }) => from),
    ),
    inputs: resultsAndTickets,
  });
}

/** Several sweeps decide on the same trials: each trial that one of them promotes is promoted. */
function unionProject(
  project: Project,
  id: string,
  promotionIds: readonly string[],
  positions: readonly string[],
): [string, InferredProjects[string]] {
  const union: Union = {
    union: promotionIds.map(promotionFolder),
    gates: positions.map((position) => ({
      decision: ownTicketFile({ id: position }),
      gate: ticketFile({ id: position }),
    })),
  };
  return promoteTask(project, id, {
    options: union,
    tickets: union.gates.map(({ gate }) => gate),
    description: 'Combines the promotions of several sweeps',
    dependsOn: [{ projects: promotionIds.map((promotion) => promotionTask(project, promotion)), target: 'promote' }],
    inputs: earlierOutputs,
  });
}

const unionId = (promotionIds: readonly string[]): string => digest(canonicalJson([...promotionIds]), 12);
export const promotionTask = ({ name }: Project, id: string): string => taskName(name, promotionName(id));

interface PromoteTask {
  readonly options: Judgement | Choice | RaceJudgement | ReplicatesJudgement | Union;
  /** Files that the task writes outside of its own folder. */
  readonly tickets: readonly string[];
  readonly description: string;
  readonly dependsOn: { projects: string[]; target: string }[];
  /** The outputs of these tasks that it reads. */
  readonly inputs: { dependentTasksOutputFiles: string }[];
}

/** A task that decides on trials by its options. */
export function promoteTask(
  project: Project,
  id: string,
  { options, tickets, description, dependsOn, inputs }: PromoteTask,
): [string, InferredProjects[string]] {
  const root = outputRoot(project, promotionFolder(id));
  const target = {
    executor: promoteExecutor,
    cache: true,
    dependsOn,
    inputs: [{ externalDependencies: [] }, { env: dryRunVariable }, ...inputs],
    outputs: [outputIn(root), ...tickets.map((ticket) => `{workspaceRoot}/${escapeGlob(outputRoot(project, ticket))}`)],
    options: { promotion: escapeTokens(canonicalJson(options)), version: promotionVersion },
    metadata: { description, technologies: ['nx-tune'] },
  };
  return [root, taskProject(promotionTask(project, id), { promote: target })];
}

/** The results of the trials below, the artifacts with which they are continued, and the tickets of earlier promotions. */
const earlierOutputs = outputs('**/result.json', '**/artifacts/**/*', '**/*.go.json');

/** Nothing is continued with artifacts where the best are chosen. */
const resultsAndTickets = outputs('**/result.json', '**/*.go.json');

/** Results alone. */
export const resultOutputs: PromoteTask['inputs'] = outputs('**/result.json');

/** The results of a round, and what is known of the rounds before. */
export const raceOutputs: PromoteTask['inputs'] = outputs('**/result.json', `**/${raceFile}`);

function outputs(...globs: string[]): PromoteTask['inputs'] {
  return globs.map((dependentTasksOutputFiles) => ({ dependentTasksOutputFiles }));
}
