import { join } from 'node:path';

import { findProcess, processIdentity, type ProcessIdentity } from '@nx-tune/runner/processes';

import { complain } from '../../escape/complain.js';
import { holdOf } from './holdOf.js';
import { keepAlive } from './keepAlive.js';
import { showMessages } from './messages.js';
import { turnText } from './ownTurn.js';
import { register, registeredRuns, unregister } from './registry.js';
import type { RegisteredRun, RunRecord } from './runRecord.js';
import { runsFolder } from './runsFolder.js';
import { whyLost } from './whyLost.js';

/** The state of a run when it begins. */
export interface Beginning {
  /** The registration, as tasks must know it. */
  readonly turn: string;
  /** True if an earlier run is going on. */
  readonly hasOthers: boolean;
}

/**
 * Registers a run before anything of it is restored or computed. `nx` is its process, if it is this one or its parent; a daemon has
 * to look for it.
 */
export function beginTurn(
  workspaceRoot: string,
  { id, argv, isSure }: { readonly id: string; readonly argv: readonly string[]; readonly isSure: boolean },
  nx: ProcessIdentity | undefined,
): Beginning {
  const folder = runsFolder(workspaceRoot);
  const record: RunRecord = {
    id,
    command: ['nx', ...argv.slice(2)].join(' '),
    since: new Date().toISOString(),
    isSure,
    showsMessages: nx !== undefined,
  };
  try {
    const number = register(folder, record, nx ?? processOfCommand(argv, workspaceRoot, registeredRuns(folder)));
    const key = join(folder, id);
    begun.set(key, [...(begun.get(key) ?? []), number]);
    const earlier = registeredRuns(folder).filter((run) => run.number < number);
    const over = earlier.filter((run) => holdOf(run) === 'over' || isOfProcess(run, nx));
    over.forEach((run) => {
      ended.add(run.record?.id ?? '');
      unregister(folder, run.number);
    });
    // Whatever computed its trials may have been ended, and then says nothing.
    const sayLost = (): void => {
      if (nx !== undefined && !ended.has(id)) complain(`${whyLost({ folder, number, id })}\n`);
    };
    keepAlive({ folder, number, id }, sayLost);
    const hasOthers = earlier.some((run) => !over.includes(run) && run.groups?.length !== 0);
    if (hasOthers && nx !== undefined) showMessages({ folder, number, id });
    return { turn: turnText({ number, id }), hasOthers };
  } catch (error) {
    return { turn: `-${error instanceof Error ? error.message : String(error)}`, hasOthers: false };
  }
}

/** The runs that this process has seen end. */
const ended = new Set<string>();

/** The numbers of the runs that this process has registered, by their folders and ids. */
const begun = new Map<string, readonly number[]>();

/** A process of Nx has one run at a time: an earlier one that it did not end has failed. */
const isOfProcess = ({ processes }: RegisteredRun, nx: ProcessIdentity | undefined): boolean =>
  processes.some(({ machine, pid, started }) => machine === nx?.machine && pid === nx.pid && started === nx.started);

/** The process of Nx that has a command line, if there is no doubt: one that is killed before any of its tasks begins is then known to have ended. */
function processOfCommand(
  [program = '', , ...args]: readonly string[],
  folder: string,
  others: readonly RegisteredRun[],
): ProcessIdentity | undefined {
  const taken = others.flatMap(({ processes }) => processes.map(({ pid }) => pid));
  const pid = args.length === 0 ? undefined : findProcess({ program, args, folder }, taken);
  return pid === undefined ? undefined : processIdentity(pid);
}

/**
 * Ends the registration of a run. Nx makes the id of the arguments and the time, so two that begin in the same millisecond have the
 * same: the run of this process ends, and no other.
 */
export function endTurn(workspaceRoot: string, id: string): void {
  const folder = runsFolder(workspaceRoot);
  ended.add(id);
  const key = join(folder, id);
  const [own, ...others] = begun.get(key) ?? [];
  if (others.length > 0) begun.set(key, others);
  else begun.delete(key);
  for (const { number, record } of registeredRuns(folder))
    if (record?.id === id && (own ?? number) === number) unregister(folder, number);
}

/** The process of Nx, as a plugin knows it that is not in a daemon. */
export const nxProcess = (): ProcessIdentity =>
  processIdentity('NX_PLUGIN_WORKER' in globalThis ? process.ppid : process.pid);
