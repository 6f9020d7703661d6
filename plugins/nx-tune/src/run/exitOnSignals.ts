/** Exits when a signal ends this process, so that the runner ends the processes that it started, which it does on exit. */
export function exitOnSignals(): void {
  for (const [signal, code] of signals) process.once(signal, () => process.exit(code));
}

const signals = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;
