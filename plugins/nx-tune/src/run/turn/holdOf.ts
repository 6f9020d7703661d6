import { isTreeStopped, processState } from '@nx-tune/runner/processes';

import type { RegisteredRun, RunProcess } from './runRecord.js';

/**
 * Whether a run still has its turn. `held`: it is running. `over`: it has ended. `unclear`: nobody here can tell, since it runs
 * in another container or on another machine, or is stopped, or has not said yet which processes it has.
 */
export type Hold = 'held' | 'over' | 'unclear';

export function holdOf({ processes }: Pick<RegisteredRun, 'processes'>): Hold {
  const states = processes.map((one) => processState(one));
  if (states.includes('running')) return 'held';
  // A command that a stopped run has started may still run, and write into the folder of its trial.
  // What Nx starts besides, such as the processes of plugins, goes on, and writes into none.
  const isBusy = ({ pid, isNx }: RunProcess, index: number): boolean =>
    states[index] === 'stopped' && !isNx && !isTreeStopped(pid);
  if (processes.some(isBusy)) return 'held';
  return states.length > 0 && states.every((state) => state === 'dead') ? 'over' : 'unclear';
}
