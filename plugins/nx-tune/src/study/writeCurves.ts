import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import { createCurves, type Curve, curvesFile, formatCurves, fromMetricValue, type Sweep } from '@nx-tune/sweep';

import { readReported } from './readReported.js';
import { readText } from './readText.js';
import { writeInProject } from './writeInProject.js';

/** Writes the learning curves of a sweep's completed trials or, if files are frozen, compares them. Returns what is wrong. */
export function writeCurves(
  projectDir: string,
  { name, metric }: Sweep,
  trials: SweepReport['trials'],
  folderOf: (id: string) => string,
  isFrozen: boolean,
): readonly string[] {
  const completed = trials.filter(({ result }) => result.outcome.kind === 'completed').map(({ result }) => result.id);
  const read = completed.map((id) => readCurve(folderOf(id), metric.name));
  const broken = completed.filter((_, index) => read[index] === undefined);
  if (broken.length > 0)
    return broken.map((id) => `the curve of trial ${id} cannot be read. Remove ${folderOf(id)} and run it again.`);
  const curves = read.filter((curve) => curve !== undefined && curve.length > 0) as Curve[];
  const file = join(projectDir, curvesFile(name));
  const [fresh, known] = [formatCurves(createCurves(metric, curves)), readText(file)];
  if (fresh === known) return [];
  if (isFrozen)
    return [
      `${curvesFile(name)} is not what the trials reported. Run the sweep where the file may be written, and commit it.`,
    ];
  writeInProject(projectDir, file, fresh);
  return [];
}

/** The values of a metric that a trial reported; undefined if the file is damaged. */
function readCurve(folder: string, name: string): Curve | undefined {
  return readReported(folder)?.flatMap(({ step, metrics }) => {
    const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
    return value === undefined ? [] : [{ step, value: fromMetricValue(value) }];
  });
}
