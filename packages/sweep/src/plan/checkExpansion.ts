import { createGrid, isAdaptive, isFree, mostLooks, unitSamplers } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { countTasks } from './countTrials.js';
import type { TrialSpace } from './trialSpace.js';

/** A mistake that shows only when the sweep is expanded. */
export interface ExpansionProblem {
  readonly path: string;
  readonly rule: string;
  readonly found: string;
  readonly remedy: string;
}

/** Finds what keeps a sweep from being expanded, before anything is listed. */
export const checkExpansion = (sweep: Sweep, space: TrialSpace): ExpansionProblem | undefined =>
  checkSize(sweep, space) ?? checkDimensions(sweep);

function checkSize(sweep: Sweep, space: TrialSpace): ExpansionProblem | undefined {
  const grid = createGrid(sweep.space);
  if (sweep.method === 'grid' && 'endless' in grid) return endlessGrid(grid.endless[0]?.label ?? '');
  const isRestricted = sweep.exclude !== undefined || sweep.constraints !== undefined;
  if (sweep.method === 'grid' && isRestricted && 'size' in grid && grid.size > mostLooks)
    return tooManyToLookAt(grid.size);
  const size = countTasks(sweep, space);
  if (size <= sweep.maxTrials) return undefined;
  const raise = size <= 1_000_000 ? `, or raise the limit with "max_trials: ${size}"` : '';
  const remedy = `Use fewer values, or draw a sample with "method: sobol" and "run_cap"${raise}.`;
  return {
    path: '',
    rule: `a sweep has at most ${showCount(sweep.maxTrials)} trials`,
    found: `this one has ${showCount(size)}${evaluationsNote(sweep)}`,
    remedy,
  };
}

/** Lists the factors that make a sweep larger than its space and "run_cap". */
function evaluationsNote({ replicates, autoReplicates, cases, replicateTop }: Sweep): string {
  const factors = [
    ...(replicates === undefined
      ? []
      : [`"replicates" makes each configuration ${autoReplicates === undefined ? '' : 'up to '}${replicates} trials`]),
    ...(cases === undefined
      ? []
      : [
          `${showCount(cases.length)} cases make ${replicates === undefined ? 'each configuration' : 'each of these'} ${showCount(cases.length)} trials`,
        ]),
    ...(replicateTop === undefined
      ? []
      : [
          `"replicate_top" makes each configuration ${replicateTop.replicates}, of which ${replicateTop.replicates - (replicates ?? 1)} run only if it is among the best`,
        ]),
  ];
  return factors.length === 0 ? '' : `: ${factors.join(', and ')}`;
}

const tooManyToLookAt = (size: number): ExpansionProblem => ({
  path: 'parameters',
  rule: `a grid with "exclude" or "constraints" has at most ${showCount(mostLooks)} points before they are applied`,
  found: `this one has ${showCount(size)}`,
  remedy: 'Use fewer values, or draw a sample with "method: sobol" and "run_cap".',
});

const endlessGrid = (label: string): ExpansionProblem => ({
  path: `parameters.${label}`,
  rule: 'a grid needs a finite number of values for each parameter',
  found: `${label} is continuous`,
  remedy: 'List its "values", give a step with "distribution: q_uniform" and "q", or use "method: sobol".',
});

function checkDimensions(sweep: Sweep): ExpansionProblem | undefined {
  const free = sweep.space.filter(isFree).length;
  const most =
    sweep.method === 'grid' || isAdaptive(sweep.method) ? Infinity : unitSamplers[sweep.method].maxDimensions;
  if (free <= most) return undefined;
  return {
    path: 'method',
    rule: `${sweep.method} supports at most ${most} parameters`,
    found: `there are ${free}`,
    remedy: 'Use "method: random".',
  };
}

/** A number for people. */
export const showCount = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString('en-US') : 'infinitely many';
