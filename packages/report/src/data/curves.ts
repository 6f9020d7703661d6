import { fromMetricValue } from '@nx-tune/sweep';

import type { CurveData } from './reportData.js';
import type { Reported, TrialEntry } from './sweepReport.js';

/** Points of all curves together: what a report of a thousand trials has room for. */
const mostPoints = 30_000;

/** What the trials reported, by metric. Long curves of many trials are thinned evenly; first and last points stay. */
export function curvesOf(all: readonly TrialEntry[], shown: readonly TrialEntry[]): readonly CurveData[] {
  const byId = new Map(all.map((trial) => [trial.result.id, trial]));
  const reports = shown.map((trial) => wholeCurve(trial, byId));
  const names = [...new Set(reports.flatMap((report) => report.flatMap(({ metrics }) => Object.keys(metrics))))];
  const lines = reports.filter((report) => report.length > 0).length;
  const most = Math.max(8, Math.floor(mostPoints / Math.max(1, lines * names.length)));
  return names
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((metric) => ({
      metric,
      lines: reports.flatMap((report, index) => {
        const points = thin(
          report.filter(({ metrics }) => Object.hasOwn(metrics, metric)),
          most,
        );
        const values = points.map(({ metrics }) => toNumber(metrics[metric]));
        return points.length === 0 ? [] : [[index, points.map(({ step }) => step), values] as const];
      }),
    }));
}

/** A trial that continues others goes on with their curves. */
export function wholeCurve(trial: TrialEntry, byId: ReadonlyMap<string, TrialEntry>): readonly Reported[] {
  const parts: (readonly Reported[])[] = [];
  const seen = new Set<string>();
  for (let at: TrialEntry | undefined = trial; at !== undefined && !seen.has(at.result.id);) {
    seen.add(at.result.id);
    parts.unshift(at.curve ?? []);
    at = at.result.continues === undefined ? undefined : byId.get(at.result.continues);
  }
  return [...new Map(parts.flat().map((point) => [point.step, point])).values()].toSorted((a, b) => a.step - b.step);
}

function thin<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const every = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * every)]).filter(
    (point): point is T => point !== undefined,
  );
}

function toNumber(value: Reported['metrics'][string] | undefined): number | null {
  const number = value === undefined ? NaN : fromMetricValue(value);
  return Number.isFinite(number) ? Number(number.toPrecision(6)) : null;
}
