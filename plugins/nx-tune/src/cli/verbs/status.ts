import { renderStatus, type SweepStatus } from '@nx-tune/report';
import { sweepTarget } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { openSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { statusOf } from '../../study/sweepStatus.js';
import { chooseProject, chooseSweep } from '../arguments/chooseSweep.js';
import { presentFolder } from '../arguments/findSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/sweepVerb.js';
import { print, screen, toJsonText } from '../print.js';
import { workspaceRoot } from '../workspace.js';

interface StatusOptions extends SweepVerbOptions {
  readonly cached?: boolean;
}

export function addStatus(program: Command): void {
  addSweepVerb(program, 'status', {
    description: 'says of each sweep of a project, or of the workspace, how many trials are known and how its lock is',
    examples: ['status', 'status digits', 'status digits --sweep random --cached', 'status --json'],
  })
    .argument('[project]', 'without it, all projects with a sweep')
    .option('--cached', "also asks Nx's cache on this machine, which takes some seconds")
    .addHelpText('after', '\nExit code 1: a sweep file has mistakes.')
    .action(async (project: string | undefined, { sweep, cached = false, json = false }: StatusOptions) => {
      const sweeps = await statuses(chosen(await locateSweeps(), project, sweep), cached);
      print(json ? toJsonText({ sweeps }) : renderStatus(sweeps, screen()));
      if (sweeps.some(({ problems }) => problems !== undefined)) process.exitCode = 1;
    });
}

function chosen(places: readonly SweepLocation[], project?: string, sweep?: string): readonly SweepLocation[] {
  if (project === undefined && sweep === undefined && places.length > 0) return places;
  const wanted = chooseProject(places, project, presentFolder());
  const own = places.filter((place) => place.project === wanted);
  return sweep === undefined ? own : [chooseSweep(own, sweep)];
}

async function statuses(places: readonly SweepLocation[], asksCache: boolean): Promise<SweepStatus[]> {
  const countCached = asksCache ? await cacheCounter() : undefined;
  const all: SweepStatus[] = [];
  for (const place of places) {
    const { project, name, file } = place;
    try {
      const found = openSweep(place, workspaceRoot);
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
