import { join } from 'node:path';

import { curvesFile, type ExpansionProblem, parseCurves, type Sweep } from '@nx-tune/sweep';

import { readText } from './readText.js';

/**
 * Puts the committed medians of another sweep into the rule of a sweep that stops trials by them, and so into the hash of
 * each trial, whatever the other sweep would give now. Returns other sweeps as they are, or a problem.
 */
export function withMedians(sweep: Sweep, projectDir: string): Sweep | ExpansionProblem {
  const { medianOf, stop } = sweep;
  if (medianOf === undefined || stop === undefined) return sweep;
  if (medianOf === sweep.name) return itself(medianOf);
  const file = curvesFile(medianOf);
  const text = readText(join(projectDir, file));
  const parsed = text === undefined ? { problem: 'it does not exist' } : parseCurves(text);
  if ('problem' in parsed) return problem(`${file} cannot be used: ${parsed.problem}`, medianOf);
  const { metric, medians } = parsed.curves;
  if (metric.name !== stop.metric.name || metric.goal !== stop.metric.goal)
    return problem(
      `${file} is for ${metric.goal} ${metric.name}, not ${stop.metric.goal} ${stop.metric.name}`,
      medianOf,
    );
  if (medians.length === 0)
    return problem(`${file} has no medians: no completed trial has reported the metric`, medianOf);
  return { ...sweep, stop: { ...stop, medians } };
}

const problem = (found: string, name: string): ExpansionProblem => ({
  path: 'stop.median',
  rule: '"median" needs the committed curves of a sweep of the same project and metric',
  found,
  remedy: `Add "curves: true" to the sweep ${name}, run it, and commit the file.`,
});

/** Each run would change the medians, and so all trials of the next run. */
const itself = (name: string): ExpansionProblem => ({
  path: 'stop.median',
  rule: '"median" is the name of another sweep',
  found: `"${name}" is the same sweep`,
  remedy: 'Name a sweep of the project that has "curves: true".',
});
