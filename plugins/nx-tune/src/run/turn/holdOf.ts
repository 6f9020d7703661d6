import { isTreeStopped, processState } from '@nx-tune/runner/processes';

import type { RegisteredRun, RunProcess } from './runRecord.js';

/**
 * States whether a run still has its turn. `held`: it is running. `over`: it has ended. `unclear`: no process here can know,
 * since it runs in another container or on another machine, or is stopped, or has not recorded its processes yet.
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
