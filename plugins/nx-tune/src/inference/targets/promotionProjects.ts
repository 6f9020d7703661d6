import { canonicalJson, defined, digest } from '@nx-tune/search';
import { type Position, type Promotion, promotionName, type Sweep, taskName } from '@nx-tune/sweep';

import { dryRunVariable, promoteExecutor, promotionVersion, raceFile, trialTag } from '../../constants.js';
import type { Judgement, RaceJudgement, Union } from '../../study/promotionOptions.js';
import type { Project } from '../../study/project.js';
import { ownTicketFile, positionKey, promotionFolder, ticketFile, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { escapeGlob } from './globs.js';
import { escapeTokens, type InferredProjects, outputIn, outputRoot } from './projects.js';

/** The ids of the promotions that decide on each position, by the position's key: there may be several, of several sweeps. */
export type PromotionIds = ReadonlyMap<string, readonly string[]>;

/** Lists the promotions of each position in an order that does not depend on the order of the sweeps. */
export function promotionIdsByPosition(plans: readonly ValidSweepPlan[]): PromotionIds {
  const promotionIds = new Map<string, string[]>();
  const promotions = new Map(plans.flatMap((plan) => plan.promotions.map((promotion) => [promotion.id, promotion])));
  for (const { id, pairs } of [...promotions.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const { to } of pairs) promotionIds.set(positionKey(to), [...(promotionIds.get(positionKey(to)) ?? []), id]);
  return promotionIds;
}

/** The parts of a trial's target by which a trial that continues another depends on its promotion. */
export interface TicketDependency {
  readonly dependsOn: { projects: string[]; target: string }[];
  readonly inputs: { dependentTasksOutputFiles: string }[];
  readonly metadata: {
    /** The ticket without which it does not run, relative to the project's `.tune`. */
    readonly ticket: string;
  };
}

export function ticketDependency(project: Project, position: Position, promotionIds: PromotionIds): TicketDependency {
  const ids = promotionIds.get(positionKey(position)) ?? [];
  return {
    dependsOn: [
      { projects: [promotionTask(project, ids.length > 1 ? unionId(ids) : (ids[0] ?? ''))], target: 'promote' },
    ],
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
      ...(from.promotedBy === undefined
        ? {}
        : { started: `${promotionFolder(from.promotedBy)}/${ownTicketFile(from)}` }),
      decision: ownTicketFile(to),
      ...((promotionIds.get(positionKey(to))?.length ?? 0) > 1 ? {} : { gate: ticketFile(to) }),
    })),
  };
  const earlier = [...new Set(pairs.flatMap(({ from }) => from.promotedBy ?? []))];
  return promoteTask(project, id, {
    options: judgement,
    tickets: judgement.candidates.flatMap(({ gate }) => gate ?? []),
    description: `Promotes ${rung.size} of ${pairs.length} trials`,
    dependsOn: [
      { projects: pairs.map(({ from }) => taskName(project.name, from.name)), target: 'trial' },
      ...(earlier.length === 0
        ? []
        : [{ projects: earlier.map((by) => promotionTask(project, by)), target: 'promote' }]),
    ],
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
  });
}

const unionId = (promotionIds: readonly string[]): string => digest(canonicalJson([...promotionIds]), 12);
export const promotionTask = ({ name }: Project, id: string): string => taskName(name, promotionName(id));

interface PromoteTask {
  readonly options: Judgement | Union | RaceJudgement;
  /** Files that the task writes outside of its own folder. */
  readonly tickets: readonly string[];
  readonly description: string;
  readonly dependsOn: { projects: string[]; target: string }[];
}

/** A task that decides on trials by its options. */
export function promoteTask(
  project: Project,
  id: string,
  { options, tickets, description, dependsOn }: PromoteTask,
): [string, InferredProjects[string]] {
  const root = outputRoot(project, promotionFolder(id));
  const target = {
    executor: promoteExecutor,
    cache: true,
    dependsOn,
    inputs: [
      { externalDependencies: [] },
      { env: dryRunVariable },
      ...('race' in options ? raceOutputs : earlierOutputs),
    ],
    outputs: [outputIn(root), ...tickets.map((ticket) => `{workspaceRoot}/${escapeGlob(outputRoot(project, ticket))}`)],
    options: { promotion: escapeTokens(canonicalJson(options)), version: promotionVersion },
    metadata: { description, technologies: ['nx-tune'] },
  };
  const configuration = { name: promotionTask(project, id), tags: [trialTag], targets: { promote: target } };
  return [root, configuration];
}

/** The results of the trials below, the artifacts with which they are continued, and the tickets of earlier promotions. */
const earlierOutputs = ['**/result.json', '**/artifacts/**/*', '**/*.go.json'].map((dependentTasksOutputFiles) => ({
  dependentTasksOutputFiles,
}));

/** The results of a round, and what is known of the rounds before. */
const raceOutputs = ['**/result.json', `**/${raceFile}`].map((dependentTasksOutputFiles) => ({
  dependentTasksOutputFiles,
}));
