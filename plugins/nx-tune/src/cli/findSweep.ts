import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { createProjectGraphAsync, type ProjectGraph, workspaceRoot } from '@nx/devkit';
import { type KnownResults, type PlannedTrial, type Sweep, sweepName } from '@nx-tune/search';

import { resultsIn } from '../inference/knownResults.js';
import { readSweep } from '../inference/readSweep.js';
import { resolveTrials } from '../inference/resolveTrials.js';
import { Mistake } from './mistake.js';

/** A sweep file of a project, read and expanded. */
export interface FoundSweep {
  readonly graph: ProjectGraph;
  readonly project: string;
  readonly name: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** Of the sweep file, relative to the workspace. */
  readonly file: string;
  readonly sweep: Sweep;
  /** Those whose params are known: of a method that learns, as far as there are results. */
  readonly trials: readonly PlannedTrial[];
  /** The same from other results. */
  resolve(known: KnownResults): readonly PlannedTrial[];
}

/** Finds the sweep `name` of a project. Throws a `Mistake` that says what is missing or wrong. */
export async function findSweep(project: string, name: string): Promise<FoundSweep> {
  const graph = await createProjectGraphAsync();
  const node = graph.nodes[project];
  if (node === undefined) throw new Mistake(`There is no project "${project}".`);
  const { root } = node.data;
  const projectDir = join(workspaceRoot, root);
  const file = join(root, fileOf(projectDir, project, name));
  const read = readSweep(workspaceRoot, root, file);
  if (!read.ok) throw new Mistake(read.problems.join('\n'));
  const resolve: FoundSweep['resolve'] = (known) => resolveTrials(read, known);
  const trials = resolve(resultsIn(projectDir, read.sweep));
  return { graph, project, name, root, projectDir, file, sweep: read.sweep, trials, resolve };
}

function fileOf(projectDir: string, project: string, name: string): string {
  const files = readdirSync(projectDir).filter((file) => sweepName(file) !== undefined);
  const [file, other] = files.filter((candidate) => sweepName(candidate) === name);
  if (file !== undefined && other !== undefined)
    throw new Mistake(`Project "${project}" has two files for one sweep, ${file} and ${other}: remove one of them.`);
  if (file !== undefined) return file;
  const names = files.map((candidate) => sweepName(candidate));
  throw new Mistake(
    names.length === 0
      ? `Project "${project}" has no sweep file.`
      : `Project "${project}" has no sweep "${name}". There is ${names.join(', ')}: choose with --sweep.`,
  );
}
