import { posix } from 'node:path';

import { chunksName, taskName } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { TrialMetadata } from './trialMetadata.js';
import type { Project } from '../../study/project.js';
import { type InferredProjects, outputRoot, taskProject } from './projects.js';

/**
 * The most trials of one batch of Nx, which compares each task of a batch with each other one for its report at the end: with 10,000 of
 * them that takes 14 s and 0.5 GB, with 50,000 more memory than there is. On the other hand, each batch is a process of its own.
 */
export const chunkSize = 2000;

/**
 * Divides trials into chunks where there are many. Those of the first one wait for their inputs alone, and those of each other one also
 * for a task that does nothing, which waits for that of the chunk before: Nx runs it when it has run the batch before, and only then
 * makes a batch of the trials behind it. What a task waits for is not hashed, so a trial may change its chunk when a sweep grows.
 */
export function inChunks(project: Project, projects: InferredProjects): InferredProjects {
  const divided: InferredProjects = {};
  const counts = new Map<string, number>();
  for (const [root, one] of Object.entries(projects)) {
    const inputsRoot = inputsOfFree(one);
    const count = inputsRoot === undefined ? 0 : (counts.get(inputsRoot) ?? 0);
    if (inputsRoot !== undefined) counts.set(inputsRoot, count + 1);
    const chunk = Math.floor(count / chunkSize);
    divided[root] = chunk === 0 ? one : behindChunk(one, chunk, nameOf(project, inputsRoot ?? ''));
  }
  for (const [inputsRoot, count] of counts)
    if (count > chunkSize)
      divided[outputRoot(project, `chunks/${posix.basename(inputsRoot)}`)] = taskProject(
        nameOf(project, inputsRoot),
        chunkTargets(projects[inputsRoot]?.name ?? '', Math.ceil(count / chunkSize)),
      );
  return divided;
}

/** The root of the inputs of a trial that waits for nothing else. */
function inputsOfFree({ targets }: InferredProjects[string]): string | undefined {
  const { dependsOn, metadata } = targets?.['trial'] ?? {};
  return dependsOn?.length === 1 ? (metadata as TrialMetadata | undefined)?.inputsRoot : undefined;
}

const nameOf = ({ name }: Project, inputsRoot: string): string =>
  taskName(name, chunksName(posix.basename(inputsRoot)));

function behindChunk(one: InferredProjects[string], chunk: number, chunks: string): InferredProjects[string] {
  const { trial } = one.targets ?? {};
  const dependsOn = [...(trial?.dependsOn ?? []), `^${chunkTarget(chunk)}`];
  return {
    ...one,
    targets: { trial: { ...trial, dependsOn, metadata: { ...trial?.metadata, chunk, waitsFor: [chunks] } } },
  };
}

/** The target on which the trials of a chunk wait. */
export const chunkTarget = (chunk: number): string => `chunk-${chunk}`;

function chunkTargets(inputsName: string, chunks: number): Record<string, TargetConfiguration> {
  const targets = Array.from({ length: chunks - 1 }, (_, index): [string, TargetConfiguration] => [
    chunkTarget(index + 1),
    {
      executor: 'nx:noop',
      cache: false,
      dependsOn: index === 0 ? [{ projects: [inputsName], target: 'inputs' }] : [chunkTarget(index)],
      inputs: [{ externalDependencies: [] }],
      metadata: {
        description: `Lets trials run when ${(index + 1) * chunkSize} others have run`,
        technologies: ['nx-tune'],
      },
    },
  ]);
  return Object.fromEntries(targets);
}
