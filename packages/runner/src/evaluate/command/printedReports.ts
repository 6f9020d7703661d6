import { parsePythonJson } from '@nx-tune/search/core';
import { toMetricValue } from '@nx-tune/sweep/trial';

import type { CurvePoint } from '../../model/evaluation.js';
import { asNumber, isRecord } from '../interpretMetrics.js';

/**
 * Reads printed lines such as `{"step": 3, "loss": 0.5}` as reports, one after the other: JSON objects with numbers; what else
 * they hold is passed over. If the first report has a step, only lines with a step are reports; otherwise they are counted.
 */
export function createPrintedReports(): (line: string) => CurvePoint | undefined {
  let [count, haveSteps] = [0, false];
  return (line) => {
    const { step, ...others } = parseObject(line) ?? {};
    const metrics = numbersOf(others);
    const hasStep = Number.isSafeInteger(step);
    if (Object.keys(metrics).length === 0 || (count > 0 && haveSteps && !hasStep)) return undefined;
    if (count++ === 0) haveSteps = hasStep;
    return { step: haveSteps ? (step as number) : count, metrics };
  };
}

function parseObject(line: string): Record<string, unknown> | undefined {
  const text = line.trim();
  const value = text.startsWith('{') && text.endsWith('}') ? parsePythonJson(text) : undefined;
  return isRecord(value) ? value : undefined;
}

const numbersOf = (values: Record<string, unknown>): CurvePoint['metrics'] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const number = asNumber(value);
      return number === undefined ? [] : [[name, toMetricValue(number)] as const];
    }),
  );
