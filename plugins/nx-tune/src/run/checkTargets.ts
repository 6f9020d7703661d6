import { beforeTarget, inputsName, sweepTarget } from '@nx-tune/sweep';
import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';

import type { TrialMetadata } from '../inference/targets/trialMetadata.js';
import { othersVariable } from '../constants.js';
import { chunkTarget } from '../inference/targets/inChunks.js';
import { type InputsMetadata, inputsId } from '../inference/targets/inputsProjects.js';
import { addedDependencies, spread, type UserDependencies } from '../study/userDependencies.js';

/**
 * Says why a sweep's target does not do what nx-tune has inferred, or returns undefined: its own `dependsOn` may have been
 * replaced, or may come from where the inference does not see it.
 */
export function sweepTargetProblem(
  { nodes }: Pick<ProjectGraph, 'nodes'>,
  project: string,
  sweep: string,
  written: UserDependencies | undefined,
): string | undefined {
  const targets = nodes[project]?.data.targets ?? {};
  const name = sweepTarget(sweep);
  const present = targets[name]?.dependsOn ?? [];
  const others = present.filter((entry) => typeof entry === 'string' || entry.target !== 'trial');
  const place =
    written === undefined
      ? `"dependsOn" of ${project}:${name}`
      : `${written.file} ${written.file === 'nx.json' ? 'targetDefaults' : 'targets'}.${name}.dependsOn`;
  const list = JSON.stringify([spread, ...addedDependencies(written ?? { file: '', dependsOn: others })]);
  if (others.length === present.length)
    return `${place}: it replaces the trials of the sweep, so none of them runs. Write ${list}, which adds to them.`;
  const before = (targets[beforeTarget(sweep)]?.dependsOn ?? []).map((entry) => JSON.stringify(entry));
  return others.every((entry) => before.includes(JSON.stringify(entry)))
    ? undefined
    : `${place}: trials would not wait for what is there. Write it into the project.json of ${project}: "targets": { "${name}": { "dependsOn": ${list} } }.`;
}

/**
 * Says which target of a trial is not as nx-tune has inferred it, or returns undefined. With other inputs, or with tasks
 * before it on which its inputs do not wait, Nx would restore results that the present files would not produce.
 */
export function alteredTrial(
  { nodes, dependencies }: Pick<ProjectGraph, 'nodes' | 'dependencies'>,
  projects: Iterable<string>,
): string | undefined {
  const sound = new Map<string, string | undefined>();
  for (const project of projects) {
    const target = nodes[project]?.data.targets?.['trial'];
    const metadata = (target?.metadata ?? {}) as Partial<TrialMetadata>;
    const needed = new Set((dependencies[project] ?? []).map((dependency) => dependency.target));
    const inputs = [...needed].find((name) => nodes[name]?.data.root === metadata.inputsRoot);
    const isWaiting =
      JSON.stringify(target?.dependsOn) === JSON.stringify(expectedDependencies(metadata)) &&
      (metadata.waitsFor ?? []).every((name) => needed.has(name));
    if (inputs === undefined || !isWaiting) return altered(project, 'dependsOn');
    const expected = sound.get(inputs) ?? soundInputs(inputs, nodes[inputs]?.data.targets?.['inputs']);
    sound.set(inputs, expected);
    if (expected === undefined) return altered(inputs, 'inputs');
    if (!JSON.stringify(target?.inputs).startsWith(expected)) return altered(project, 'inputs');
  }
  return undefined;
}

/**
 * Returns the targets that a trial waits for: a task that proposes its params or lets it continue another, and one that may drop
 * it.
 */
const expectedDependencies = ({ askRoot, ticket, gates, chunk }: Partial<TrialMetadata>): string[] => [
  '^inputs',
  ...(askRoot === undefined ? [] : ['^ask']),
  ...(ticket === undefined && gates === undefined ? [] : ['^promote']),
  ...(chunk === undefined ? [] : [`^${chunkTarget(chunk)}`]),
];

/** The beginning of the inputs of each trial, as JSON; undefined if they are not those by which the project is named. */
function soundInputs(project: string, target: TargetConfiguration | undefined): string | undefined {
  const inputs = (target?.inputs ?? []).filter(
    (input) =>
      typeof input === 'string' ||
      !(('transitive' in input && input.transitive) || ('env' in input && input.env === othersVariable)),
  );
  const id = inputsId(inputs, target?.options, (target?.metadata ?? {}) as Partial<InputsMetadata>);
  return project.endsWith(`/${inputsName(id)}`) ? JSON.stringify(inputs).slice(0, -1) : undefined;
}

const altered = (project: string, key: string): string =>
  `nx.json or another plugin has changed "${key}" of the tasks that nx-tune infers (${project}), for example by targetDefaults.trial. ` +
  'With that, Nx would restore results that the present files would not produce. Remove it; ' +
  `to run another task before the trials, write into project.json: "targets": { "tune": { "dependsOn": ["${spread}", "codegen"] } }.`;
