import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { defined } from '@nx-tune/search';
import type { SweepDefaults } from '@nx-tune/sweep';
import type { ProjectGraph } from '@nx/devkit';

import { daemonVariable, tuneExecutor } from '../constants.js';
import type { SweepMetadata } from '../inference/targets/sweepMetadata.js';
import { readProject } from '../study/project.js';

/**
 * Says which code has changed without Nx's daemon noticing, or returns undefined: an ignored file that now is found first, or
 * a package that was changed in place. Nx's hashes are then those of the code as it was, so the daemon is made to read everything
 * again for the next command.
 *
 * @param roots the folders of the projects whose sweeps are asked for.
 */
export async function unheardEdits(
  { nodes }: Pick<ProjectGraph, 'nodes'>,
  workspaceRoot: string,
  roots: Iterable<string>,
): Promise<string | undefined> {
  if (process.env[daemonVariable] !== 'true') return undefined;
  const wanted = new Set(roots);
  for (const { data } of Object.values(nodes)) {
    const { root, targets = {} } = data;
    if (!wanted.has(root)) continue;
    for (const { executor, options, metadata } of Object.values(targets)) {
      const sweep = metadata?.['sweep'] as SweepMetadata | undefined;
      if (executor !== tuneExecutor || sweep === undefined || sweep.problems !== undefined) continue;
      const file = join(root, (options as { readonly sweepFile: string }).sweepFile);
      const now = await readNow(workspaceRoot, root, file, sweep.defaults);
      if (now === undefined) continue;
      if (sweep.code !== undefined && now.code !== sweep.code) {
        await forgetGraph();
        return unheard(file);
      }
      if (sweep.cases !== now.cases) {
        await forgetGraph();
        return unheardCases(file);
      }
    }
  }
  return undefined;
}

const unheard = (file: string): string =>
  `The code of ${file} has changed and Nx's daemon has not noticed, as with a file that git ignores, or a package that was changed in place. ` +
  'So no result of this run counts. Run it again.';

const unheardCases = (file: string): string =>
  `The files that are cases of ${file} have changed and Nx's daemon has not noticed, as with a file that git ignores. ` +
  'So the trials of this run are not those of the present cases. Run it again.';

/** Nx's daemon forgets its graph if the copy on disk is gone, as after `nx reset`; a change that it does not watch is then seen. */
async function forgetGraph(): Promise<void> {
  const { nxProjectGraph } = await import('nx/src/project-graph/nx-deps-cache.js');
  rmSync(nxProjectGraph, { force: true });
}

/** The digests of the code that a sweep's objective imports, and of its cases; undefined if its file has errors. */
async function readNow(
  workspaceRoot: string,
  root: string,
  file: string,
  defaults: SweepDefaults | undefined,
): Promise<{ readonly code: string; readonly cases?: string } | undefined> {
  const [{ casesDigest }, { readSweepPlan }, { withUnseen }] = await Promise.all([
    import('../inference/targets/casesDigest.js'),
    import('../inference/read/readSweepPlan.js'),
    import('../inference/read/withUnseen.js'),
  ]);
  const project = readProject(workspaceRoot, root);
  if (project === undefined) return undefined;
  const [found] = withUnseen(workspaceRoot, [
    { project, plans: [readSweepPlan(workspaceRoot, project, file, defaults)] },
  ]);
  const [plan] = found?.plans ?? [];
  if (plan?.kind !== 'valid') return undefined;
  return { code: plan.code, ...defined({ cases: plan.sweep.cases && casesDigest(plan.sweep, plan.cases) }) };
}
