/**
 * A worker whose Nx is gone would compute on with nobody to cache its results, and a worker that a signal ends would
 * leave its commands behind: both exit, and on exit the runner ends what it started.
 */
export function endWithNx(): void {
  process.once('disconnect', () => process.exit(1));
  for (const [signal, code] of signals) process.once(signal, () => process.exit(code));
}

const signals = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;
