import { availableParallelism } from 'node:os';

import type { PreTasksExecution } from '@nx/devkit';

import {
  daemonVariable,
  dryRunVariable,
  parallelVariable,
  recomputeVariable,
  runIdVariable,
  startedVariable,
} from '../constants.js';
import { asksForDryRun } from './dryRun.js';
import { parallelFromArguments } from './parallel.js';
import { concernsTrials, remoteCacheProblem } from './remoteCache.js';
import { skipsCache } from './skipsCache.js';

/**
 * Passes the id of the run and its number of parallel trials to the executors. Nx compares `process.env` before and after
 * the hook, and gives the tasks what has changed, with and without its daemon.
 */
export const prepareRun: PreTasksExecution = async (_, { id, argv }) => {
  const parallel = parallelFromArguments(argv, availableParallelism());
  process.env[runIdVariable] = id;
  process.env[recomputeVariable] = String(skipsCache(argv, process.env));
  process.env[dryRunVariable] = concernsTrials(argv) && asksForDryRun(argv) ? id : '';
  process.env[parallelVariable] = parallel === undefined ? '' : String(parallel);
  // A daemon has an environment of its own, which is not the environment of this run.
  const onDaemon = process.env['NX_DAEMON_PROCESS'] === 'true';
  process.env[daemonVariable] = String(onDaemon);
  // The process of a plugin begins before Nx reads the files of a workspace, but a daemon has long been running.
  process.env[startedVariable] = String(Math.floor(Date.now() - (onDaemon ? 0 : process.uptime() * 1000)));
  const problem = !onDaemon && concernsTrials(argv) ? await remoteCacheProblem(process.env) : undefined;
  if (problem !== undefined) await printNote(`\n${problem}\n`);
};

/** Writes a text and waits until it is written, since the run may end before a plugin's worker is heard. */
const printNote = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stderr.write(text, () => resolve());
  });
