import type { TrialRun } from '@nx-tune/sweep';

import { formatDuration } from '../text/formatDuration.js';
import { formatNumber } from '../text/formatNumber.js';

/** The cost of trials, as it was recorded when they ran: restored ones count like computed ones. */
export interface SpentOnTrials {
  readonly seconds: number;
  /** Absent if it is not known of each of them. */
  readonly cpuSeconds?: number;
}

/** Adds up the cost of trials; undefined if nothing is known about any. */
export function spentOn(runs: readonly (Pick<TrialRun, 'durationMs' | 'cpuMs'> | null)[]): SpentOnTrials | undefined {
  const known = runs.filter((run) => run !== null);
  if (known.length === 0) return undefined;
  const seconds = (milliseconds: readonly number[]): number => milliseconds.reduce((sum, ms) => sum + ms, 0) / 1000;
  const cpu = known.flatMap(({ cpuMs }) => cpuMs ?? []);
  return {
    seconds: seconds(known.map(({ durationMs }) => durationMs)),
    ...(cpu.length === known.length ? { cpuSeconds: seconds(cpu) } : {}),
  };
}

/** `Recorded: 1 min 01 s of computing, 55 s of CPU time, 0.00678 at 0.4 an hour`. */
export function spentText({ seconds, cpuSeconds }: SpentOnTrials, pricePerHour?: number): string {
  const price = ((pricePerHour ?? 0) * seconds) / 3600;
  return [
    `Recorded: ${formatDuration(seconds * 1000)} of computing`,
    ...(cpuSeconds === undefined ? [] : [`${formatDuration(cpuSeconds * 1000)} of CPU time`]),
    ...(pricePerHour === undefined
      ? []
      : [`${formatNumber(Number(price.toPrecision(3)))} at ${formatNumber(pricePerHour)} an hour`]),
  ].join(', ');
}
