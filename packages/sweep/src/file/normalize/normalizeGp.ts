import { type GpOptions, usualGp } from '@nx-tune/search';

import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/** Normalizes `gp`. Defaults are left out, so that a sweep which names them is what it is without them. */
export function normalizeGp({ gp }: SweepFile): { readonly gp?: GpOptions } {
  const entries = Object.entries(gp ?? {}).filter(
    ([key, value]) => (usualGp as Record<string, unknown>)[key] !== value,
  );
  return entries.length === 0 ? {} : { gp: Object.fromEntries(entries) };
}

/** Finds choices for a Gaussian process that nothing would use. */
export function gpProblems({ method, gp }: SweepFile): FileFinding[] {
  if (gp === undefined) return [];
  if (method !== 'gp' && method !== 'bayes')
    return [
      {
        at: ['gp'],
        rule: '"gp" is only for a Gaussian process',
        found: `the method is ${method}`,
        remedy: 'Remove it, or use "method: gp".',
      },
    ];
  const { acquisition = usualGp.acquisition, kappa, per } = gp;
  if (per !== undefined && acquisition === 'lcb')
    return [
      {
        at: ['gp', 'per'],
        rule: '"per: seconds" divides an improvement by time',
        found: 'the acquisition is lcb, which is a bound',
        remedy: 'Remove it, or use "acquisition: log_ei".',
      },
    ];
  if (kappa === undefined || acquisition === 'lcb') return [];
  return [
    {
      at: ['gp', 'kappa'],
      rule: '"kappa" is only for the acquisition lcb',
      found: `the acquisition is ${acquisition}${gp.acquisition === undefined ? ', the default' : ''}`,
      remedy: 'Remove it, or use "acquisition: lcb".',
    },
  ];
}
