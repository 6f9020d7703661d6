import { isAdaptive } from '@nx-tune/search';

import { type Race, usualRace } from '../../model/race.js';
import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/** Normalizes `race`, which needs several evaluations of each configuration, all known in advance. */
export function normalizeRace(file: SweepFile): { readonly race?: Race } | { readonly problem: FileFinding } {
  const { race = false } = file;
  if (race === false) return {};
  const problem = misfit(file);
  return problem === undefined ? { race: { ...usualRace, ...(race === true ? {} : race) } } : { problem };
}

function misfit({
  method,
  budget,
  early_terminate,
  cases,
  replicates = 1,
  aggregate,
  shards,
  replicate_top,
}: SweepFile) {
  if (isAdaptive(method) || early_terminate !== undefined || budget !== undefined)
    return finding(
      'a race is only for methods that know all their trials in advance, without a budget',
      isAdaptive(method) ? `the method is ${method}` : 'there is a "budget" or "early_terminate"',
      isAdaptive(method)
        ? `Use "method: sobol" or another such method: ${method} learns from whole configurations.`
        : 'Remove "race": rungs stop configurations early, too.',
    );
  if (cases === undefined && replicates === 1)
    return finding('a race needs "cases" or "replicates"', 'it has neither', 'Add one of them, or remove "race".');
  if (aggregate !== undefined && aggregate !== 'mean' && aggregate !== 'median')
    return finding(
      'a race compares configurations case by case, which says nothing about their worst or best cases',
      `aggregate is ${aggregate}`,
      'Use "aggregate: mean" or "median", or remove "race".',
    );
  if (replicate_top !== undefined)
    return finding(
      'a race and "replicate_top" cannot be combined: both spend evaluations on the best',
      'both are given',
      'Remove one of them.',
    );
  if (shards !== undefined)
    return finding(
      'a race judges all configurations together, so trials cannot be split in advance',
      `shards is ${shards}`,
      'Remove "shards" or "race".',
    );
  return undefined;
}

const finding = (rule: string, found: string, remedy: string): FileFinding => ({ at: ['race'], rule, found, remedy });
