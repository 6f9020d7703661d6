import { terminalJson } from '@nx-tune/report';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { isInUse } from '@nx-tune/runner';
import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { readSweepPlan } from '../../inference/read/readSweepPlan.js';
import { withUnseen } from '../../inference/read/withUnseen.js';
import { Mistake } from '../../mistake.js';
import { readProject } from '../../study/project.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { matchingProjects } from '../arguments/matchingProjects.js';
import { presentFolder, resolveProject, suggestion } from '../arguments/resolveProject.js';
import { ofProject } from '../arguments/resolveSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addVerb } from '../arguments/addVerb.js';
import { print } from '../print.js';
import { askedPaths } from '../prune/askedPaths.js';
import { type AskedFor, findLeftovers } from '../prune/findLeftovers.js';
import { renderLeftovers } from '../prune/renderLeftovers.js';

interface PruneOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addPrune(program: Command, workspaceRoot: string): void {
  addVerb(program, 'prune', {
    description: 'lists what is under .tune that no sweep of a project asks for any more, and removes it with --yes',
    examples: ['prune digits', 'prune digits --yes'],
  })
    .usage('[project] [options]')
    .argument('[project]')
    .option('--yes', 'remove it')
    .option('--json', 'print JSON')
    .action(async (wanted: string | undefined, { yes = false, json = false }: PruneOptions) => {
      const { project, root, locations } = await findPruned(workspaceRoot, wanted);
      const leftovers = findLeftovers(workspaceRoot, root, askedOf(workspaceRoot, root, locations));
      if (yes && isInUse(join(workspaceRoot, root, outputFolder, 'journal')))
        throw new Mistake(`A run is computing trials of ${project}. Nothing is removed until it has ended.`);
      if (yes) for (const { path } of leftovers) rmSync(join(workspaceRoot, path), { recursive: true, force: true });
      print(json ? terminalJson({ removed: yes, leftovers }) : renderLeftovers(project, leftovers, yes));
    });
}

interface PrunedProject {
  readonly project: string;
  readonly root: string;
  /** Its sweeps; none if the last was removed. */
  readonly locations: readonly SweepLocation[];
}

/** Finds the project. One without a sweep may have had one. */
async function findPruned(workspaceRoot: string, wanted: string | undefined): Promise<PrunedProject> {
  const all = await locateSweeps(workspaceRoot);
  const projects = all.map(({ project }) => project);
  if (wanted !== undefined && !projects.includes(wanted)) {
    const { createProjectGraphAsync } = await import('@nx/devkit');
    const { nodes } = await createProjectGraphAsync();
    const root = nodes[wanted]?.data.root;
    if (root !== undefined) return { project: wanted, root, locations: [] };
    if (matchingProjects(projects, wanted).length === 0)
      throw new Mistake(`There is no project "${wanted}".${suggestion(wanted, projects)}`);
  }
  const project = resolveProject(all, wanted, presentFolder(workspaceRoot));
  const locations = ofProject(all, project);
  return { project, root: locations[0]?.root ?? '', locations };
}

/** The trials that all sweeps of a project ask for. Throws a `Mistake` if a sweep file has mistakes. */
function askedOf(workspaceRoot: string, root: string, locations: readonly SweepLocation[]): AskedFor {
  const project = readProject(workspaceRoot, root);
  const read = project === undefined ? [] : locations.map(({ file }) => readSweepPlan(workspaceRoot, project, file));
  const plans =
    project === undefined ? [] : withUnseen(workspaceRoot, [{ project, plans: read }]).flatMap((one) => one.plans);
  const problems = plans.flatMap((plan) => (plan.kind === 'invalid' ? plan.problems : []));
  if (problems.length > 0)
    throw new Mistake(
      `Nothing is removed while a sweep file has mistakes, since the trials that it asks for are unknown.\n${problems.join('\n')}`,
    );
  const names = new Set(locations.map(({ name }) => name));
  if (names.size < locations.length)
    throw new Mistake(
      `Two of ${locations.map(({ file }) => basename(file)).join(', ')} are files of one sweep: remove one of them.`,
    );
  return { paths: project === undefined ? new Set() : askedPaths(project, plans), sweeps: names };
}
