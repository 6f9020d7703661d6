import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import {
  createCurves,
  type Curve,
  curvesFile,
  formatCurves,
  fromMetricValue,
  type MetricValue,
  type Sweep,
} from '@nx-tune/search';
import writeFileAtomic from 'write-file-atomic';

import { readText } from '../../inference/readText.js';

/** Writes how the completed trials of a sweep went, or where files are frozen, says that they went otherwise. */
export function writeCurves(
  projectDir: string,
  { name, metric }: Sweep,
  trials: SweepReport['trials'],
  folderOf: (id: string) => string,
  isFrozen: boolean,
): readonly string[] {
  const curves = trials
    .filter(({ result }) => result.outcome.kind === 'completed')
    .map(({ result }) => readCurve(join(folderOf(result.id), 'curve.jsonl'), metric.name))
    .filter(({ length }) => length > 0);
  const file = join(projectDir, curvesFile(name));
  const [fresh, known] = [formatCurves(createCurves(metric, curves)), readText(file)];
  if (fresh === known) return [];
  if (isFrozen)
    return [
      `${curvesFile(name)} is not what the trials reported. Run the sweep where it may be written, and commit it.`,
    ];
  writeFileAtomic.sync(file, fresh);
  return [];
}

function readCurve(file: string, metric: string): Curve {
  const lines = (readText(file) ?? '').split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { step, metrics } = JSON.parse(line) as { step: number; metrics: Record<string, MetricValue> };
    const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
    return value === undefined ? [] : [{ step, value: fromMetricValue(value) }];
  });
}
