/** Milliseconds by a clock of this machine that nobody sets. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
