/**
 * Makes a worker exit when Nx is gone, since nobody would cache its results, and when a signal ends it, since it would
 * leave its commands behind. On exit the runner ends the processes that it started.
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
