import { type RankedTrial, type Reported, type SweepReport, wholeCurve } from '@nx-tune/report';
import type { Json, JsonObject, Space } from '@nx-tune/search';

/** What is handed to another tool. */
export interface Exported {
  readonly report: SweepReport;
  readonly space: Space;
  /** Those that are wanted. */
  readonly trials: readonly RankedTrial[];
  /** When a trial ran, as far as that is known and wanted: it is not the same from machine to machine. */
  readonly when?: (trial: RankedTrial) => Span | undefined;
}

export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** A point in time, in both ways that formats write it. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** `2026-01-31T12:00:00.000Z` */
  readonly iso: string;
}

/** In the sweep's order, each with all that it and those that it continues have reported. */
export function inOrder({
  report,
  trials,
}: Exported): readonly (RankedTrial & { readonly curve: readonly Reported[] })[] {
  const byId = new Map(report.trials.map((trial) => [trial.result.id, trial]));
  return trials.toSorted((a, b) => a.number - b.number).map((trial) => ({ ...trial, curve: wholeCurve(trial, byId) }));
}

const never: Instant = { ms: 0, iso: '1970-01-01T00:00:00.000Z' };

/** When a trial ran; formats that need times have 1970 where that is not known or not wanted. */
export const spanOf = ({ when }: Exported, trial: RankedTrial): Span => when?.(trial) ?? { start: never, end: never };

/** The value at a path of params, or undefined if there is none. */
export function paramAt(params: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = params;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** Whether a trial has a number to compare it by. */
export const finite = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
