import type { EarlyTerminate } from '../schema/earlyTerminate.js';

type HyperbandKeys = Pick<EarlyTerminate, 'min_iter' | 'max_iter' | 's' | 'eta'>;

/** W&B's own default. */
export const usualEta = 3;

/** W&B counts no further. */
const mostBands = 100;

/**
 * The numbers of reports after which W&B judges runs, from the lowest. As there, each is cut to a whole number after the
 * division, `max_iter` with `s` counts before `min_iter`, and nothing is judged at `max_iter` itself. With `min_iter` and
 * `max_iter` alone, which W&B's schema allows and its code cannot use, they end at `max_iter`. Empty where W&B would fail.
 * Source: wandb/sweeps, `hyperband_stop_runs`.
 */
export function hyperbandBands({ min_iter: min, max_iter: max, s, eta = usualEta }: HyperbandKeys): readonly number[] {
  if (eta <= 1 || [min, max, s].some((value) => value !== undefined && !(Number.isSafeInteger(value) && value > 0)))
    return [];
  const exact =
    max !== undefined && s !== undefined ? below(max, s, eta) : min === undefined ? [] : above(min, max, eta);
  return [...new Set(exact.map(Math.floor))].filter(Number.isSafeInteger).toSorted((a, b) => a - b);
}

function below(max: number, s: number, eta: number): number[] {
  const bands: number[] = [];
  for (let band = max / eta; bands.length < s && band >= 1; band /= eta) bands.push(band);
  return bands;
}

function above(min: number, max: number | undefined, eta: number): number[] {
  const bands: number[] = [min];
  for (let band = min * eta; bands.length < mostBands && band <= (max ?? Infinity); band *= eta) bands.push(band);
  return bands;
}
