import { holdOf } from './holdOf.js';
import { leaseMs } from './leases.js';
import type { OwnTurn } from './ownTurn.js';
import { hasTurn, registeredRuns, showAlive, unregister } from './registry.js';

/** How long a run is shown to be alive of which no process is known. */
const longestUnknownMs = 10 * 60_000;

/**
 * Shows to other machines and containers that a run is alive, until it ends or is stopped. The process that does this may be
 * a daemon, which lives on.
 */
export function keepAlive({ folder, number, id }: OwnTurn): void {
  const start = performance.now();
  const timer = setInterval(() => {
    try {
      const run = registeredRuns(folder).find((one) => one.number === number);
      if (run === undefined || !hasTurn(folder, number, id)) return clearInterval(timer);
      const hold = holdOf(run);
      if (hold === 'over') unregister(folder, number);
      const isUnknown = run.processes.length === 0 && performance.now() - start < longestUnknownMs;
      if (hold === 'held' || isUnknown) showAlive(folder, number);
    } catch {
      clearInterval(timer);
    }
  }, leaseMs() / 5).unref();
}
