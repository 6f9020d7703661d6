import { exitOnSignals } from '../../run/exitOnSignals.js';

/**
 * Makes a worker exit when Nx is gone, since nobody would cache its results, and when a signal ends it, since it would
 * leave its commands behind. On exit the runner ends the processes that it started.
 */
export function endWithNx(): void {
  process.once('disconnect', () => process.exit(1));
  exitOnSignals();
}
