import { type RankedTrial, type ReportedPoint, type SweepReport, wholeCurve } from '@nx-tune/report';
import type { Json, JsonObject, Space } from '@nx-tune/search';

/** The part of a sweep that is exported to another tool. */
export interface SweepExport {
  readonly report: SweepReport;
  readonly space: Space;
  /** The trials to export. */
  readonly trials: readonly RankedTrial[];
  /** Returns the time at which a trial ran, if that is known and wanted: it differs from machine to machine. */
  readonly when?: (trial: RankedTrial) => TimeSpan | undefined;
}

export interface TimeSpan {
  readonly start: Instant;
  readonly end: Instant;
}

/** A point in time, in the two forms that formats use. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** `2026-01-31T12:00:00.000Z` */
  readonly iso: string;
}

/** The trials in the sweep's order, each with the learning curve of it and of those that it continues. */
export function trialsInOrder({
  report,
  trials,
}: SweepExport): readonly (RankedTrial & { readonly curve: readonly ReportedPoint[] })[] {
  const byId = new Map(report.trials.map((trial) => [trial.result.id, trial]));
  return trials.toSorted((a, b) => a.number - b.number).map((trial) => ({ ...trial, curve: wholeCurve(trial, byId) }));
}

const never: Instant = { ms: 0, iso: '1970-01-01T00:00:00.000Z' };

/** Returns the time at which a trial ran; 1970 for formats that need a time, if it is unknown or not wanted. */
export const spanOf = ({ when }: SweepExport, trial: RankedTrial): TimeSpan =>
  when?.(trial) ?? { start: never, end: never };

/** The value at a path in the params, or undefined if there is none. */
export function paramAt(params: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = params;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** The value if it is a finite number, or else undefined. */
export const finiteValue = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
