import { parsePythonJson } from '@nx-tune/search/core';
import { toMetricValue } from '@nx-tune/sweep/trial';

import type { CurvePoint } from '../../model/evaluation.js';
import { asNumber, isRecord } from '../interpretMetrics.js';

/**
 * Reads a printed line such as `{"step": 3, "loss": 0.5}` as a report: a JSON object with numbers; what else it holds is passed
 * over. If the first report has a step, all have; otherwise they are counted.
 */
export function printedReport(line: string, [first, ...more]: readonly CurvePoint[]): CurvePoint | undefined {
  const text = line.trim();
  const report = text.startsWith('{') && text.endsWith('}') ? parsePythonJson(text) : undefined;
  if (!isRecord(report)) return undefined;
  const { step, ...others } = report;
  const metrics = Object.entries(others).flatMap(([name, value]) => {
    const number = asNumber(value);
    return number === undefined ? [] : [[name, toMetricValue(number)] as const];
  });
  return undefined;
}
