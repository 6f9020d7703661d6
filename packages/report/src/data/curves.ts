import { fromMetricValue } from '@nx-tune/sweep';

import { pickEvenly } from '../text/pickEvenly.js';
import type { CurveData } from './reportData.js';
import type { ReportedPoint, TrialEntry } from './sweepReport.js';

/** The most points in all curves together, so that reports of thousands of trials remain small. */
const mostPoints = 30_000;

/** The learning curves of the trials, by metric. If there are too many points, some are left out evenly; first and last stay. */
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
        const points = pickEvenly(
          report.filter(({ metrics }) => Object.hasOwn(metrics, metric)),
          most,
        );
        const values = points.map(({ metrics }) => toNumber(metrics[metric]));
        return points.length === 0 ? [] : [[index, points.map(({ step }) => step), values] as const];
      }),
    }));
}

/** The curve of a trial, which begins with those of the trials that it continues. */
export function wholeCurve(trial: TrialEntry, byId: ReadonlyMap<string, TrialEntry>): readonly ReportedPoint[] {
  const parts: (readonly ReportedPoint[])[] = [];
  const seen = new Set<string>();
  for (let at: TrialEntry | undefined = trial; at !== undefined && !seen.has(at.result.id);) {
    seen.add(at.result.id);
    parts.unshift(at.curve ?? []);
    at = at.result.continues === undefined ? undefined : byId.get(at.result.continues);
  }
  return [...new Map(parts.flat().map((point) => [point.step, point])).values()].toSorted((a, b) => a.step - b.step);
}

function toNumber(value: ReportedPoint['metrics'][string] | undefined): number | null {
  const number = value === undefined ? NaN : fromMetricValue(value);
  return Number.isFinite(number) ? Number(number.toPrecision(6)) : null;
}
