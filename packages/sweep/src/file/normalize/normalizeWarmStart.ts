import { defined, type Space } from '@nx-tune/search';

import type { Sweep } from '../../model/sweep.js';
import type { Normalized } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { normalizeBaselines } from './normalizeBaselines.js';
import { normalizeFrom } from './normalizeFrom.js';
import { normalizePoints } from './normalizePoints.js';
import { normalizePrior } from './normalizePrior.js';

/** Normalizes what a sweep has before its first trial: points, baselines, a prior, and the results of other sweeps. */
export function normalizeWarmStart(
  name: string,
  file: SweepFile,
  space: Space,
): Normalized<Pick<Sweep, 'points' | 'prior' | 'from' | 'baselines' | 'baselineParams'>> {
  const [points, prior, from] = [normalizePoints(file, space), normalizePrior(file, space), normalizeFrom(name, file)];
  const baselines = normalizeBaselines(file, space);
  const problems = [points, baselines, prior, from].flatMap((part) => part.problems ?? []);
  if (problems.length > 0) return { problems };
  return { value: { ...defined({ points: points.value, prior: prior.value, from: from.value }), ...baselines.value } };
}
