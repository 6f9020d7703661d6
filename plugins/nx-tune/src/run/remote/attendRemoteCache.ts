import { cacheDir } from 'nx/src/utils/cache-directory.js';

import { hasTurn, registeredRuns } from '../turn/registry.js';
import { type OwnTurn, ownTurn } from '../turn/ownTurn.js';
import { cutEntry } from './cutEntry.js';
import { remoteCacheProblem, serverIn, serverVariable } from './remoteCache.js';
import { environmentOf, tellTerminal } from './tellTerminal.js';
import { watchRemoteCache } from './watchRemoteCache.js';

type Say = (text: string) => Promise<void>;

/**
 * Asks the remote cache before a run goes on, and watches over it as long as the run does. `say` is undefined in a daemon, whose
 * output reaches nobody: it looks for the terminal of the run, and does not hold up the run for what it may not be able to show.
 */
export async function attendRemoteCache(workspaceRoot: string, say: Say | undefined): Promise<void> {
  const turn = ownTurn(workspaceRoot);
  if (turn !== undefined) watchRemoteCache(turn, say ?? onTerminalOf(turn));
  if (say !== undefined) return ask(process.env, say);
  const pid = turn && pidOfNx(turn);
  const env = (pid === undefined ? undefined : environmentOf(pid)) ?? process.env;
  if (turn === undefined || serverIn(env) === undefined) return;
  void askWhether(env, onTerminalOf(turn));
  await passOverCut(env, onTerminalOf(turn));
}

async function ask(env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  if (serverIn(env) === undefined) return;
  if (!(await askWhether(env, say))) await passOverCut(env, say);
}

/** Says what is wrong with the remote cache, and returns whether something is. */
async function askWhether(env: NodeJS.ProcessEnv, say: Say): Promise<boolean> {
  const problem = await remoteCacheProblem(env, (text) => void say(text));
  if (problem !== undefined) await say(problem);
  return problem !== undefined;
}

/** Nx applies the environment variables that a hook sets: so this run, and no other, goes without the remote cache. */
async function passOverCut(env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const hash = await cutEntry(cacheDir, env);
  if (hash === undefined) return;
  process.env[serverVariable] = '';
  await say(
    `Note: the entry ${hash} of the remote cache ${serverIn(env)} cannot be unpacked, and has ended an earlier run. This run goes without the remote cache, and computes what is not on this machine. Remove the entry there, or each other machine will have to do the same.`,
  );
}

const pidOfNx = ({ folder, number }: OwnTurn): number | undefined =>
  registeredRuns(folder)
    .find((run) => run.number === number)
    ?.processes.find(({ isNx }) => isNx)?.pid;

const onTerminalOf =
  (turn: OwnTurn): Say =>
  (text) => {
    const pid = hasTurn(turn.folder, turn.number, turn.id) ? pidOfNx(turn) : undefined;
    if (pid !== undefined) tellTerminal(pid, `\n${text}\n`);
    return Promise.resolve();
  };
