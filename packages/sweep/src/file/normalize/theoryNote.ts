import type { Recommendation, TheoryProblem } from '@nx-tune/search';

/** Says how theory came to its values and what it promises: `heavy ball, kappa 4200: step 4/(√L + √mu)², distance × 0.97 per step`. */
export function theoryNote({ method, mu, L }: TheoryProblem, found: Recommendation): string {
  const { formula, rate, of, floor } = found;
  const limit = floor === undefined ? '' : `, expected gap in the limit at most ${show(floor)}`;
  const what = of === 'distance' ? 'distance' : 'gap above its limit';
  return `${method.replaceAll('_', ' ')}, kappa ${show(L / mu)}: ${formula}, ${what} × ${showRate(rate)} per step${limit}`;
}

/** A factor per step, with enough digits that one below 1 is not shown as 1. */
export function showRate(rate: number): string {
  const rounded = [4, 6, 8, 12].map((digits) => Number(rate.toPrecision(digits)));
  return String(rounded.find((one) => one < 1) ?? rate);
}

const show = (value: number): string => String(Number(value.toPrecision(4)));
