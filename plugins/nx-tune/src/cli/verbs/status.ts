import { renderStatus, type SweepStatus, terminalJson } from '@nx-tune/report';
import { sweepTarget } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import { openSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { statusOf } from '../../study/sweepStatus.js';
import { presentFolder, resolveProject } from '../arguments/resolveProject.js';
import { chooseSweep, ofProject } from '../arguments/resolveSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

interface StatusOptions extends SweepVerbOptions {
  readonly cached?: boolean;
}

export function addStatus(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'status', {
    description:
      'shows how many trials are known, and the state of the lock, for each sweep of a project or the workspace',
    examples: ['status', 'status digits', 'status digits --sweep random --cached', 'status --json'],
  })
    .argument('[project]', 'all projects with a sweep if it is left out')
    .option('--cached', "also ask Nx's cache on this machine, which takes a few seconds")
    .addHelpText('after', '\nExits with 1 if a sweep file has mistakes.')
    .action(async (project: string | undefined, { sweep, cached = false, json = false }: StatusOptions) => {
      const locations = chosen(await locateSweeps(workspaceRoot), project, sweep, presentFolder(workspaceRoot));
      const sweeps = await statuses(workspaceRoot, locations, cached);
      print(json ? terminalJson({ sweeps }) : renderStatus(sweeps, terminal()));
      if (sweeps.some(({ problems }) => problems !== undefined)) process.exitCode = 1;
    });
}

function chosen(
  all: readonly SweepLocation[],
  project: string | undefined,
  sweep: string | undefined,
  folder: string,
): readonly SweepLocation[] {
  if (project === undefined && sweep === undefined && all.length > 0) return all;
  const own = ofProject(all, resolveProject(all, project, folder));
  return sweep === undefined ? own : [chooseSweep(own, sweep)];
}

async function statuses(
  workspaceRoot: string,
  locations: readonly SweepLocation[],
  asksCache: boolean,
): Promise<SweepStatus[]> {
  const countCached = asksCache ? await cacheCounter() : undefined;
  const all: SweepStatus[] = [];
  for (const location of locations) {
    const { project, name, file } = location;
    try {
      const found = openSweep(location, workspaceRoot);
      all.push(statusOf(found, await countCached?.(project, name)));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      all.push({ project, sweep: name, file, problems: error.message.split('\n') });
    }
  }
  return all;
}

async function cacheCounter(): Promise<(project: string, sweep: string) => Promise<number>> {
  const [{ createProjectGraphAsync }, { cachedTrials }] = await Promise.all([
    import('@nx/devkit'),
    import('../../snapshots/nxHashes.js'),
  ]);
  const graph = await createProjectGraphAsync();
  return async (project, sweep) => (await cachedTrials(graph, project, sweepTarget(sweep))).size;
}
