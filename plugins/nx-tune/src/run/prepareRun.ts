import { availableParallelism } from 'node:os';

import { escapeLines } from '@nx-tune/report/text';
import type { PostTasksExecution, PreTasksExecution } from '@nx/devkit';

import {
  baseVariable,
  daemonVariable,
  dryRunVariable,
  othersVariable,
  parallelVariable,
  recomputeVariable,
  runIdVariable,
  startedVariable,
  turnVariable,
  waitVariable,
} from '../constants.js';
import { asksForDryRun } from './dryRun.js';
import { forgetNotes, leftNotes } from './endNotes.js';
import { refusedOptions } from './options/refusedOptions.js';
import { parallelFromArguments } from './parallel.js';
import { attendRemoteCache } from './remote/attendRemoteCache.js';
import { concernsTrials } from './remote/remoteCache.js';
import { refusesToWait } from './refusesToWait.js';
import { skipsCache } from './skipsCache.js';
import { beginTurn, endTurn, nxProcess } from './turn/beginTurn.js';

/**
 * Passes the id of the run and its number of parallel trials to the executors. Nx compares `process.env` before and after
 * the hook, and gives the tasks what has changed, with and without its daemon.
 */
export const prepareRun: PreTasksExecution = async (_, { id, argv, workspaceRoot }) => {
  const refused = concernsTrials(argv) ? refusedOptions(workspaceRoot, argv) : undefined;
  if (refused !== undefined) throw withoutStack(refused);
  const parallel = parallelFromArguments(argv, availableParallelism());
  process.env[runIdVariable] = id;
  process.env[recomputeVariable] = String(skipsCache(argv, process.env));
  process.env[dryRunVariable] = concernsTrials(argv) && asksForDryRun(argv) ? id : '';
  process.env[parallelVariable] = parallel === undefined ? '' : String(parallel);
  process.env[baseVariable] = baseOf(argv) ?? process.env['NX_BASE'] ?? '';
  // A daemon has an environment of its own, which is not the environment of this run.
  const onDaemon = process.env['NX_DAEMON_PROCESS'] === 'true';
  process.env[daemonVariable] = String(onDaemon);
  // The process of a plugin begins before Nx reads the files of a workspace, but a daemon has long been running.
  process.env[startedVariable] = String(Math.floor(onDaemon ? Date.now() : startOfProcess()));
  const isSure = concernsTrials(argv);
  const { turn, hasOthers } = beginTurn(workspaceRoot, { id, argv, isSure }, onDaemon ? undefined : nxProcess());
  process.env[turnVariable] = turn;
  process.env[othersVariable] = hasOthers ? id : '';
  process.env[waitVariable] = String(!refusesToWait(argv));
  if (isSure) await attendRemoteCache(workspaceRoot, onDaemon ? undefined : (text) => printNote(`\n${text}\n`));
};

/** If the machine is busy, time may pass between the readings of the two clocks, so that the difference is too small. */
const startOfProcess = (): number => Math.max(...Array.from({ length: 3 }, () => Date.now() - process.uptime() * 1000));

/** An error that ends the run: Nx shows its message, and speaks of a stack only if there is one. */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = '';
  return error;
}

/** Lets other runs have their turn, and says at the very end what Nx may have hidden or shown long ago. A daemon's output reaches nobody. */
export const finishRun: PostTasksExecution = async (_, { id, workspaceRoot }) => {
  endTurn(workspaceRoot, id);
  const problems = leftNotes(workspaceRoot, id, 'problems.txt');
  forgetNotes(workspaceRoot, id);
  if (problems.length > 0 && process.env['NX_DAEMON_PROCESS'] !== 'true') await printNote(`\n${problems.join('')}`);
};

/** The base of `nx affected --base=main`. */
function baseOf(argv: readonly string[]): string | undefined {
  const index = argv.findLastIndex((word) => /^--base(=|$)/.test(word));
  return index < 0 ? undefined : (argv[index]?.split('=')[1] ?? argv[index + 1]);
}

/** Writes a text and waits until it is written, since the run may end before a plugin's worker is heard. */
const printNote = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stderr.write(escapeLines(text), () => resolve());
  });
