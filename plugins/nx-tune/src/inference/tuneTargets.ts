import { replayTarget, reportTarget, shardOf, shardTarget, sweepTarget } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import { outputFolder, replayExecutor, reportExecutor, syncGenerator, tuneExecutor } from '../constants.js';
import type { Project } from '../study/project.js';
import type { SweepMetadata } from './sweepMetadata.js';
import type { ReadyPlan, SweepPlan } from './sweepPlan.js';

/** What users run of one sweep. */
export const tuneTargets = (owner: Project, plan: SweepPlan): [string, TargetConfiguration][] => [
  [sweepTarget(plan.name), tuneTarget(owner, plan)],
  [replayTarget(plan.name), replayTargetOf(owner, plan)],
  [reportTarget(plan.name), reportTargetOf(owner, plan)],
  ...shardTargets(owner, plan),
];

/**
 * Nx hashes these options into every task of the owner, hence what may change freely (mistakes, notices, the metric)
 * stands in the metadata.
 */
function tuneTarget(owner: Project, plan: SweepPlan): TargetConfiguration {
  const shared = { executor: tuneExecutor, cache: false, outputs: [`{projectRoot}/${outputFolder}/${plan.name}`] };
  if (plan.kind === 'broken') {
    return {
      ...shared,
      options: { sweepFile: plan.file },
      metadata: toMetadata(owner, plan, `Sweep ${plan.name}: the file has mistakes`, { problems: plan.problems }),
    };
  }
  return {
    ...shared,
    dependsOn: [
      { projects: [...plan.trials, ...plan.slots].map(({ name }) => `${owner.name}~${name}`), target: 'trial' },
    ],
    inputs: [`{projectRoot}/${plan.file}`, { dependentTasksOutputFiles: '**/result.json' }],
    options: { sweepFile: plan.file, entries: plan.entries },
    ...(plan.hasParamsFile ? { syncGenerators: [syncGenerator] } : {}),
    metadata: toMetadata(owner, plan, describe(plan), {
      name: plan.name,
      metric: plan.sweep.metric,
      notices: plan.notices,
      ...(Object.keys(plan.defaults).length === 0 ? {} : { defaults: plan.defaults }),
      ...(plan.sweep.warmStart === undefined ? {} : { known: plan.sweep.warmStart.digest }),
    }),
  };
}

/** One target for each of several machines that share a remote cache; `tune` then gathers what they computed. */
function shardTargets(owner: Project, plan: SweepPlan): [string, TargetConfiguration][] {
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
        part.length === 0 ? [] : [{ projects: part.map((trial) => `${owner.name}~${trial.name}`), target: 'trial' }],
      metadata: {
        description: `Part ${shard} of ${shards} of sweep ${name}: ${part.length} of ${trials.length} trials`,
        technologies: ['nx-tune'],
        ...helpOf(owner, shardTarget(name, shard), { args: ['--skip-nx-cache'] }),
      },
    };
    return [shardTarget(name, shard), target];
  });
}

const replayTargetOf = (owner: Project, { name, file }: SweepPlan): TargetConfiguration => ({
  executor: replayExecutor,
  cache: false,
  options: { sweepFile: file },
  metadata: {
    description: `Computes sweep ${name} again and compares it with its lock`,
    technologies: ['nx-tune'],
    ...helpOf(owner, replayTarget(name), { options: { sample: 3 } }),
  },
});

/** Not `continuous`, though it may serve: Nx would let a second reader wait for the first, and without `serve` it ends. */
const reportTargetOf = (owner: Project, { name, file }: SweepPlan): TargetConfiguration => ({
  executor: reportExecutor,
  cache: false,
  options: { sweepFile: file },
  metadata: {
    description: `Writes the report of sweep ${name} and its figures; with --serve, shows it while the sweep runs`,
    technologies: ['nx-tune'],
    ...helpOf(owner, reportTarget(name), { options: { serve: true } }),
  },
});

const describe = ({ name, sweep, trials, slots }: ReadyPlan): string =>
  `Sweep ${name}: ${trials.length + slots.length} trials by ${sweep.method}, ${sweep.metric.goal} ${sweep.metric.name}`;

const toMetadata = (
  owner: Project,
  { name }: SweepPlan,
  description: string,
  sweep: SweepMetadata,
): TargetConfiguration['metadata'] & object => ({
  description,
  technologies: ['nx-tune'],
  ...helpOf(owner, sweepTarget(name), { options: { top: 20 }, args: ['--parallel=4'] }),
  sweep,
});

type Help = NonNullable<NonNullable<TargetConfiguration['metadata']>['help']>;

/**
 * What `nx show project --web` and Nx Console run to tell the options, with an example of them. They hand it to a shell, so
 * a project whose name a shell could take for something else has none.
 */
function helpOf({ name }: Project, target: string, example: Help['example']): { readonly help?: Help } {
  const task = `${name}:${target}`;
  return /^[\w@/.:-]+$/.test(task) ? { help: { command: `npx nx run ${task} --help`, example } } : {};
}
