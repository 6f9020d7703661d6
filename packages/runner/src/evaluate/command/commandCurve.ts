import { parsePythonJson } from '@nx-tune/search/core';
import type { MetricValue } from '@nx-tune/sweep';
import { toMetricValue } from '@nx-tune/sweep/trial';

import type { CurvePoint } from '../../model/evaluation.js';
import { asNumber, isRecord } from '../interpretMetrics.js';

/** The points that a command reported while it ran, or the first line that is not a report. */
export type CommandCurve = { readonly curve: readonly CurvePoint[] } | { readonly problem: string };

/** Reads the text of `curve.jsonl`, to which a command appends a line such as `{"step": 1, "metrics": {"loss": 0.5}}` for each report. */
export function parseCommandCurve(text: string): CommandCurve {
  const curve: CurvePoint[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const point = toCurvePoint(parsePythonJson(line));
    if (point === undefined)
      return {
        problem: `curve.jsonl: line ${index + 1} is not a report such as {"step": 1, "metrics": {"loss": 0.5}}: ${JSON.stringify(line.slice(0, 80))}`,
      };
    curve.push(point);
  }
  return { curve };
}

/** Returns undefined for what is not a report. */
export function toCurvePoint(report: unknown): CurvePoint | undefined {
  if (!isRecord(report) || !isRecord(report['metrics']) || !Number.isSafeInteger(report['step'])) return undefined;
  const entries = Object.entries(report['metrics']).map(([name, value]) => [name, asNumber(value)] as const);
  if (entries.some(([, value]) => value === undefined)) return undefined;
  const metrics = entries.map(([name, value]): [string, MetricValue] => [name, toMetricValue(value ?? NaN)]);
  return { step: report['step'] as number, metrics: Object.fromEntries(metrics) };
}
