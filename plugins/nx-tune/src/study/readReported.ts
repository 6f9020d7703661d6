import { join } from 'node:path';

import type { ReportedPoint } from '@nx-tune/report';

import { readText } from './readText.js';

/** Reads what a trial reported, step by step, from its folder; undefined if the file is damaged. */
export function readReported(folder: string): readonly ReportedPoint[] | undefined {
  const lines = (readText(join(folder, 'curve.jsonl')) ?? '').split('\n').filter((line) => line !== '');
  try {
    const read = lines.map((line) => JSON.parse(line) as Partial<ReportedPoint> | null);
    return read.every(isReported) ? read : undefined;
  } catch {
    return undefined;
  }
}

const isReported = (line: Partial<ReportedPoint> | null): line is ReportedPoint =>
  typeof line?.step === 'number' && typeof line.metrics === 'object' && line.metrics !== null;
