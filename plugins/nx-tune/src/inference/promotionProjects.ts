import { canonicalJson, digest } from '@nx-tune/search';
import type { Position, Promotion, Sweep } from '@nx-tune/sweep';

import { dryRunVariable, promoteExecutor, promotionVersion, trialTag } from '../constants.js';
import type { Project } from '../study/project.js';
import type { Judgement, Union } from '../study/promotionOptions.js';
import { ownTicketFile, promotionFolder, ticketFile, trialFolder } from '../study/trialFolder.js';
import { outputRoot, type Projects, withoutTokens } from './projects.js';

/** A sweep with what decides which of its trials go on. */
export interface Climbing {
  readonly sweep: Sweep;
  readonly promotions: readonly Promotion[];
}

/** The promotions that decide of each place, by its id: those of several sweeps may decide of one. */
export type Deciders = ReadonlyMap<string, readonly string[]>;

/** In an order that does not depend on the sweeps'. */
export function decidersOf(sweeps: readonly Climbing[]): Deciders {
  const deciders = new Map<string, string[]>();
  const promotions = new Map(sweeps.flatMap((sweep) => sweep.promotions.map((promotion) => [promotion.id, promotion])));
  for (const { id, pairs } of [...promotions.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const { to } of pairs) deciders.set(to.id, [...(deciders.get(to.id) ?? []), id]);
  return deciders;
}

/** What a trial that continues another waits for. */
export interface Waiting {
  readonly dependsOn: { projects: string[]; target: string }[];
  readonly inputs: { dependentTasksOutputFiles: string }[];
  readonly metadata: {
    /** The file without which it does not run, relative to the project's `.tune`. */
    readonly ticket: string;
  };
}

export function waitForTicket(owner: Project, place: Position, deciders: Deciders): Waiting {
  const by = deciders.get(place.id) ?? [];
  return {
    dependsOn: [{ projects: [taskName(owner, by.length > 1 ? unionId(by) : (by[0] ?? ''))], target: 'promote' }],
    inputs: [{ dependentTasksOutputFiles: `**/${ticketFile(place)}` }],
    metadata: { ticket: ticketFile(place) },
  };
}

/**
 * The tasks between rungs. They have an executor of their own: Nx must not put them into a batch with the trials that they
 * let go on, which would be hashed too early.
 */
export function promotionProjects(owner: Project, sweeps: readonly Climbing[], deciders: Deciders): Projects {
  const unions = new Map<string, { readonly by: readonly string[]; readonly places: string[] }>();
  for (const [place, by] of deciders) {
    if (by.length < 2) continue;
    const union = unions.get(unionId(by)) ?? { by, places: [] };
    unions.set(unionId(by), { ...union, places: [...union.places, place] });
  }
  return Object.fromEntries([
    ...sweeps.flatMap(({ sweep, promotions }) =>
      promotions.map((promotion) => promotionProject(owner, sweep, promotion, deciders)),
    ),
    ...[...unions].map(([id, { by, places }]) => unionProject(owner, id, by, places)),
  ]);
}

function promotionProject(
  owner: Project,
  { objective, metric, seed, stop }: Sweep,
  { id, rung, pairs }: Promotion,
  deciders: Deciders,
): [string, Projects[string]] {
  const judgement: Judgement = {
    objective,
    metric,
    seed,
    ...(stop === undefined ? {} : { stop }),
    size: rung.size,
    candidates: pairs.map(({ from, to }) => ({
      folder: trialFolder(from),
      ...(from.promotedBy === undefined
        ? {}
        : { started: `${promotionFolder(from.promotedBy)}/${ownTicketFile(from)}` }),
      decision: ownTicketFile(to),
      ...((deciders.get(to.id)?.length ?? 0) > 1 ? {} : { gate: ticketFile(to) }),
    })),
  };
  const earlier = [...new Set(pairs.flatMap(({ from }) => from.promotedBy ?? []))].map((by) => taskName(owner, by));
  return task(owner, id, {
    options: judgement,
    gates: judgement.candidates.flatMap(({ gate }) => gate ?? []),
    description: `Lets ${rung.size} of ${pairs.length} trials go on`,
    dependsOn: [
      { projects: pairs.map(({ from }) => `${owner.name}~${from.name}`), target: 'trial' },
      ...(earlier.length === 0 ? [] : [{ projects: earlier, target: 'promote' }]),
    ],
  });
}

/** What several sweeps decide of the same trials: each of them goes on that one of them lets go on. */
function unionProject(
  owner: Project,
  id: string,
  by: readonly string[],
  places: readonly string[],
): [string, Projects[string]] {
  const union: Union = {
    union: by.map(promotionFolder),
    gates: places.map((place) => ({ decision: ownTicketFile({ id: place }), gate: ticketFile({ id: place }) })),
  };
  return task(owner, id, {
    options: union,
    gates: union.gates.map(({ gate }) => gate),
    description: 'What several sweeps let go on',
    dependsOn: [{ projects: by.map((promotion) => taskName(owner, promotion)), target: 'promote' }],
  });
}

const unionId = (promotions: readonly string[]): string => digest(canonicalJson([...promotions]), 12);
const taskName = (owner: Project, id: string): string => `${owner.name}~promote~${id}`;

interface Task {
  readonly options: Judgement | Union;
  /** What it writes beside its own folder. */
  readonly gates: readonly string[];
  readonly description: string;
  readonly dependsOn: { projects: string[]; target: string }[];
}

function task(
  owner: Project,
  id: string,
  { options, gates, description, dependsOn }: Task,
): [string, Projects[string]] {
  const target = {
    executor: promoteExecutor,
    cache: true,
    dependsOn,
    inputs: [{ externalDependencies: [] }, { env: dryRunVariable }, ...outputsBefore],
    outputs: ['{projectRoot}', ...gates.map((gate) => `{workspaceRoot}/${outputRoot(owner, gate)}`)],
    options: { promotion: withoutTokens(canonicalJson(options as never)), version: promotionVersion },
    metadata: { description, technologies: ['nx-tune'] },
  };
  const project = { name: taskName(owner, id), tags: [trialTag], targets: { promote: target } };
  return [outputRoot(owner, promotionFolder(id)), project];
}

/** Results, what their trials left to be continued, and which of the trials were let go on. */
const outputsBefore = ['**/result.json', '**/artifacts/**/*', '**/*.go.json'].map((dependentTasksOutputFiles) => ({
  dependentTasksOutputFiles,
}));
