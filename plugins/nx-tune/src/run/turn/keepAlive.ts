import { processState } from '@nx-tune/runner/processes';

import { holdOf } from './holdOf.js';
import { createSilences, leaseMs } from './leases.js';
import type { OwnTurn } from './ownTurn.js';
import { hasTurn, registeredRuns, showAlive, unregister } from './registry.js';
import type { RegisteredRun } from './runRecord.js';

/** The longest time for which a run is shown to be alive although no process of it is known. */
const longestUnknownMs = 10 * 60_000;
/** The silence after which a run elsewhere is cleared away, for which nobody waits. */
const forgottenMs = 10 * 60_000;

/**
 * Shows to other machines and containers that a run is alive, until it ends or is stopped. The process that does this may be
 * a daemon, which lives on. `onLost` is called if the registration is gone
 * while trials are computed.
 */
export function keepAlive({ folder, number, id }: OwnTurn, onLost: () => void): void {
  const start = performance.now();
  const silences = createSilences();
  let isComputing = false;
  const timer = setInterval(() => {
    try {
      const all = registeredRuns(folder);
      const run = all.find((one) => one.number === number);
      for (const other of all)
        if (isElsewhere(other) && silences.watch(String(other.number), other.stamp) > forgottenMs)
          unregister(folder, other.number);
      if (run === undefined || !hasTurn(folder, number, id)) {
        clearInterval(timer);
        return isComputing ? onLost() : undefined;
      }
      isComputing = run.processes.some(({ isNx }) => !isNx);
      const hold = holdOf(run);
      if (hold === 'over') unregister(folder, number);
      const isUnknown = run.processes.length === 0 && performance.now() - start < longestUnknownMs;
      if (hold === 'held' || isUnknown) showAlive(folder, number);
    } catch {
      clearInterval(timer);
    }
  }, leaseMs() / 5).unref();
}

const isElsewhere = ({ processes }: RegisteredRun): boolean =>
  processes.length > 0 && processes.every((one) => processState(one) === 'elsewhere');
