import { defined } from '@nx-tune/search';
import {
  allTarget,
  beforeTarget,
  countTop,
  replayTarget,
  reportTarget,
  shardOf,
  shardTarget,
  sweepTarget,
  taskName,
  goalsText,
} from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import {
  allExecutor,
  outputFolder,
  replayExecutor,
  reportExecutor,
  syncGenerator,
  tuneExecutor,
} from '../../constants.js';
import { positionsOf } from '../../study/planParts.js';
import type { Project } from '../../study/project.js';
import { casesDigest } from './casesDigest.js';
import { gatheredInputs } from './gatheredInputs.js';
import type { SweepMetadata } from './sweepMetadata.js';
import type { ValidSweepPlan, SweepPlan } from '../sweepPlan.js';

/** The targets of one sweep that users run. */
export const tuneTargets = (
  project: Project,
  plan: SweepPlan,
  plans: readonly SweepPlan[],
): [string, TargetConfiguration][] => [
  [sweepTarget(plan.name), tuneTarget(project, plan, plans)],
  [replayTarget(plan.name), replayTargetOf(project, plan)],
  [reportTarget(plan.name), reportTargetOf(project, plan)],
  ...shardTargets(project, plan),
  ...beforeTargets(project, plan),
];

/** The target that runs all sweeps of a project, with its options; `nx affected -t tune-all` reaches each sweep that a change affects. */
export const tuneAllTarget = (project: Project, plans: readonly SweepPlan[]): [string, TargetConfiguration] => [
  allTarget,
  {
    executor: allExecutor,
    cache: false,
    dependsOn: plans.map(({ name }) => ({ target: sweepTarget(name), params: 'forward' })),
    metadata: {
      description: 'Runs all sweeps of the project',
      technologies: ['nx-tune'],
      ...helpOf(project, allTarget, { args: ['--parallel=4'] }),
    },
  },
];

/**
 * Nx hashes these options into every task of the project, so everything that may change freely (errors, notices, the metric)
 * is in the metadata.
 */
function tuneTarget(project: Project, plan: SweepPlan, plans: readonly SweepPlan[]): TargetConfiguration {
  const base = { executor: tuneExecutor, cache: false, outputs: [`{projectRoot}/${outputFolder}/${plan.name}`] };
  if (plan.kind === 'invalid') {
    return {
      ...base,
      options: { sweepFile: plan.file },
      metadata: sweepMetadata(project, plan, `Sweep ${plan.name}: its file has errors`, { problems: plan.problems }),
    };
  }
  return {
    ...base,
    dependsOn: [{ projects: positionsOf(plan).map(({ name }) => taskName(project.name, name)), target: 'trial' }],
    inputs: [`{projectRoot}/${plan.file}`, ...gatheredInputs(project, plan, plans)],
    options: { sweepFile: plan.file, entries: plan.entries },
    ...(plan.hasParamsFile ? { syncGenerators: [syncGenerator] } : {}),
    metadata: sweepMetadata(project, plan, describe(plan), {
      name: plan.name,
      loader: plan.loader,
      metric: plan.sweep.metric,
      notices: plan.notices,
      ...(Object.keys(plan.defaults).length === 0 ? {} : { defaults: plan.defaults }),
      ...defined({
        known: plan.sweep.warmStart?.digest,
        code: plan.before.length > 0 ? undefined : plan.code,
        cases: plan.sweep.cases && casesDigest(plan.sweep, plan.cases),
      }),
    }),
  };
}

/** One target for each of several machines that share a remote cache; `tune` then gathers their results. */
function shardTargets(project: Project, plan: SweepPlan): [string, TargetConfiguration][] {
  if (plan.kind === 'invalid' || plan.sweep.shards === undefined) return [];
  const { name, trials } = plan;
  const { shards } = plan.sweep;
  return Array.from({ length: shards }, (_, index) => {
    const shard = index + 1;
    const part = trials.filter(({ id }) => shardOf(id, shards) === shard);
    const target: TargetConfiguration = {
      executor: 'nx:noop',
      cache: false,
      dependsOn:
        part.length === 0
          ? []
          : [{ projects: part.map((trial) => taskName(project.name, trial.name)), target: 'trial' }],
      metadata: {
        description: `Shard ${shard} of ${shards} of sweep ${name}: ${part.length} of ${trials.length} trials`,
        technologies: ['nx-tune'],
        ...helpOf(project, shardTarget(name, shard), { args: ['--skip-nx-cache'] }),
      },
    };
    return [shardTarget(name, shard), target];
  });
}

/**
 * The target on which trials wait, with what the user has added to the sweep's target: only in a target of the same project
 * do entries such as `codegen` and `^build` mean what they meant there.
 */
const beforeTargets = (project: Project, plan: SweepPlan): [string, TargetConfiguration][] =>
  hasBefore(plan)
    ? [
        [
          beforeTarget(plan.name),
          {
            executor: 'nx:noop',
            cache: false,
            dependsOn: [...plan.before] as NonNullable<TargetConfiguration['dependsOn']>,
            metadata: {
              description: `Runs what the trials of sweep ${plan.name} need`,
              technologies: ['nx-tune'],
              ...helpOf(project, beforeTarget(plan.name), {}),
            },
          },
        ],
      ]
    : [];

const hasBefore = (plan: SweepPlan): plan is ValidSweepPlan => plan.kind === 'valid' && plan.before.length > 0;

const replayTargetOf = (project: Project, plan: SweepPlan): TargetConfiguration => ({
  executor: replayExecutor,
  cache: false,
  ...(hasBefore(plan) ? { dependsOn: [beforeTarget(plan.name)] } : {}),
  options: { sweepFile: plan.file },
  metadata: {
    description: `Recomputes trials of sweep ${plan.name} and compares the results with its lock`,
    technologies: ['nx-tune'],
    ...helpOf(project, replayTarget(plan.name), { options: { sample: 3 } }),
  },
});

/** Not `continuous`, although it may serve: Nx would make a second reader wait for the first, and without `serve` it ends. */
const reportTargetOf = (project: Project, { name, file }: SweepPlan): TargetConfiguration => ({
  executor: reportExecutor,
  cache: false,
  options: { sweepFile: file },
  metadata: {
    description: `Writes the report and the figures of sweep ${name}; with --serve, shows the report while the sweep runs`,
    technologies: ['nx-tune'],
    ...helpOf(project, reportTarget(name), { options: { serve: true } }),
  },
});

const describe = ({ name, sweep, trials, slots, top }: ValidSweepPlan): string =>
  `Sweep ${name}: ${trials.length + slots.length + (top === undefined ? 0 : countTop(top))} trials by ${sweep.method}, ${goalsText(sweep)}`;

const sweepMetadata = (
  project: Project,
  { name }: SweepPlan,
  description: string,
  sweep: SweepMetadata,
): TargetConfiguration['metadata'] & object => ({
  description,
  technologies: ['nx-tune'],
  ...helpOf(project, sweepTarget(name), { options: { top: 20 }, args: ['--parallel=4'] }),
  sweep,
});

type Help = NonNullable<NonNullable<TargetConfiguration['metadata']>['help']>;

/**
 * The command that `nx show project --web` and Nx Console run to show the options, and an example of them. They hand it to a
 * shell, so a project with a name that could mean something else to a shell gets no help.
 */
function helpOf({ name }: Project, target: string, example: Help['example']): { readonly help?: Help } {
  const task = `${name}:${target}`;
  return /^[\w@/.:-]+$/.test(task) ? { help: { command: `npx nx run ${task} --help`, example } } : {};
}
