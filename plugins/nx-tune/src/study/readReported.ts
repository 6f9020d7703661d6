import { join } from 'node:path';

import type { Reported } from '@nx-tune/report';

import { readText } from './readText.js';

/** Reads what a trial reported, step by step, from its folder; undefined if the file is damaged. */
export function readReported(folder: string): readonly Reported[] | undefined {
  const lines = (readText(join(folder, 'curve.jsonl')) ?? '').split('\n').filter((line) => line !== '');
  try {
    const read = lines.map((line) => JSON.parse(line) as Partial<Reported> | null);
    return read.every(isReported) ? read : undefined;
  } catch {
    return undefined;
  }
}

const isReported = (line: Partial<Reported> | null): line is Reported =>
  typeof line?.step === 'number' && typeof line.metrics === 'object' && line.metrics !== null;
