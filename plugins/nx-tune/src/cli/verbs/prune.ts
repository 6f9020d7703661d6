import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { isInUse } from '@nx-tune/runner';
import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { readSweepPlan } from '../../inference/read/readSweepPlan.js';
import { Mistake } from '../../mistake.js';
import { readProject } from '../../study/project.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { chooseProject, meant } from '../arguments/chooseSweep.js';
import { presentFolder } from '../arguments/findSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addVerb } from '../arguments/sweepVerb.js';
import { print, toJsonText } from '../print.js';
import { askedPaths } from '../prune/askedPaths.js';
import { type AskedFor, findLeftovers } from '../prune/findLeftovers.js';
import { renderLeftovers } from '../prune/renderLeftovers.js';
import { workspaceRoot } from '../workspace.js';

interface PruneOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addPrune(program: Command): void {
  addVerb(program, 'prune', {
    description: 'lists what lies under .tune that no sweep of a project asks for any more, and with --yes removes it',
    examples: ['prune digits', 'prune digits --yes'],
  })
    .usage('[project] [options]')
    .argument('[project]')
    .option('--yes', 'remove it')
    .option('--json', 'print JSON')
    .action(async (wanted: string | undefined, { yes = false, json = false }: PruneOptions) => {
      const { project, root, places } = await findOwner(wanted);
      const leftovers = findLeftovers(workspaceRoot, root, askedOf(root, places));
      if (yes && isInUse(join(workspaceRoot, root, outputFolder, 'journal')))
        throw new Mistake(`A run computes trials of ${project}: nothing is removed until it has ended.`);
      if (yes) for (const { path } of leftovers) rmSync(join(workspaceRoot, path), { recursive: true, force: true });
      print(json ? toJsonText({ removed: yes, leftovers }) : renderLeftovers(project, leftovers, yes));
    });
}

interface FoundOwner {
  readonly project: string;
  readonly root: string;
  /** Its sweeps; none where the last was removed. */
  readonly places: readonly SweepLocation[];
}

/** A project of that name may have had a sweep. */
async function findOwner(wanted: string | undefined): Promise<FoundOwner> {
  const all = await locateSweeps();
  if (wanted !== undefined && !all.some(({ project }) => project === wanted)) {
    const { createProjectGraphAsync } = await import('@nx/devkit');
    const { nodes } = await createProjectGraphAsync();
    const root = nodes[wanted]?.data.root;
    if (root !== undefined) return { project: wanted, root, places: [] };
    throw new Mistake(
      `There is no project "${wanted}".${meant(
        wanted,
        all.map(({ project }) => project),
      )}`,
    );
  }
  const project = chooseProject(all, wanted, presentFolder());
  const places = all.filter((place) => place.project === project);
  return { project, root: places[0]?.root ?? '', places };
}

/** What all sweeps of a project ask for. Throws a `Mistake` if a sweep file does not tell. */
function askedOf(root: string, places: readonly SweepLocation[]): AskedFor {
  const owner = readProject(workspaceRoot, root);
  const plans = owner === undefined ? [] : places.map(({ file }) => readSweepPlan(workspaceRoot, owner, file));
  const problems = plans.flatMap((plan) => (plan.kind === 'invalid' ? plan.problems : []));
  if (problems.length > 0)
    throw new Mistake(
      `Nothing is removed while a sweep file has mistakes, since it does not tell what it asks for.\n${problems.join('\n')}`,
    );
  const names = new Set(places.map(({ name }) => name));
  if (names.size < places.length)
    throw new Mistake(
      `Two of ${places.map(({ file }) => basename(file)).join(', ')} name one sweep: remove one of them.`,
    );
  return { paths: owner === undefined ? new Set() : askedPaths(owner, plans), sweeps: names };
}
