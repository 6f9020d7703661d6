import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { allTarget, replayTarget, reportTarget, shardTarget, sweepName, sweepTarget } from '@nx-tune/sweep';
import { parse } from 'yaml';

import type { Page } from '../page.js';
import { repository } from '../repository.js';
import { commandsOf } from './commandsOf.js';

/** Projects with their targets, each with the nx-tune executor that runs it, or '' for a target of another plugin. */
export type Targets = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface File {
  readonly path: string;
  readonly text: string;
}

/** Returns the targets of the example workspace, and of the sweep files that a page shows or generates. */
export function targetsOf(page: Page): Targets {
  const files = [...exampleFiles, ...page.steps.filter((step) => step.kind === 'file')];
  const targets = new Map<string, Map<string, string>>();
  const add = (project: string, found: readonly (readonly [string, string])[]): void => {
    targets.set(project, new Map([...(targets.get(project) ?? []), ...found]));
  };
  for (const file of files) add(projectOf(dirname(file.path), files), targetsOfFile(file));
  for (const { project, name } of generatedSweeps(page)) add(project, targetsOfSweep(name, 0));
  return targets;
}

function generatedSweeps({ steps }: Page): { readonly project: string; readonly name: string }[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'run') return [];
    return commandsOf(step.script).flatMap((words) => {
      const [, , generator, project, name = 'tune'] = words.filter((word) => !word.startsWith('-'));
      return generator === 'nx-tune:sweep' && project !== undefined ? [{ project, name }] : [];
    });
  });
}

const exampleFiles: readonly File[] = execFileSync('git', ['ls-files', 'workspace-example'], {
  cwd: repository,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((path) => basename(path) === 'project.json' || sweepName(basename(path)) !== undefined)
  .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));

function targetsOfFile({ path, text }: File): [string, string][] {
  if (basename(path) === 'project.json') {
    const { targets = {} } = JSON.parse(text) as { targets?: object };
    return Object.keys(targets).map((target) => [target, '']);
  }
  const name = sweepName(basename(path));
  return name === undefined ? [] : targetsOfSweep(name, path.endsWith('ts') ? 0 : shardsOf(text));
}

const targetsOfSweep = (name: string, shards: number): [string, string][] => [
  [sweepTarget(name), 'tune'],
  [allTarget, 'tune'],
  [replayTarget(name), 'replay'],
  [reportTarget(name), 'report'],
  ...Array.from({ length: shards }, (_, index): [string, string] => [shardTarget(name, index + 1), 'tune']),
];

const shardsOf = (text: string): number => (parse(text) as { shards?: number }).shards ?? 0;

/** Returns the project's name: that in project.json, otherwise the folder's, since pages write that file with `echo`. */
function projectOf(folder: string, files: readonly File[]): string {
  const found = files.find(({ path }) => path === join(folder, 'project.json'));
  return found === undefined ? basename(folder) : (JSON.parse(found.text) as { name: string }).name;
}
