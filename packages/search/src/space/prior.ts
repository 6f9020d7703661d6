import { canonicalJson } from '../core/canonicalJson.js';
import { type Axis, cdf } from './axis.js';
import type { Space } from './distribution.js';
import type { Numeric } from './possibleValue.js';

/** Where a user expects good values of one parameter, as it stands in a sweep's normal form. */
export type Prior =
  /** One standard deviation is a factor on a logarithmic scale, and a difference on another. */
  | { readonly kind: 'numeric'; readonly center: number; readonly spread: number }
  /** Of each value's canonical JSON, in the order of these texts; of mean 1. */
  | { readonly kind: 'categorical'; readonly weights: readonly (readonly [value: string, weight: number])[] };

/** By label. */
export interface Priors {
  readonly [label: string]: Prior;
}

/** Whether values of a distribution are compared by their ratio. */
export const isLogarithmic = ({ kind }: Numeric): boolean => kind.includes('log_');

/** The axes with what is expected of them, in coordinates. */
export function withPriors(axes: readonly Axis[], space: Space, priors: Priors = {}): Axis[] {
  const distributions = new Map(space.map(({ label, distribution }) => [label, distribution]));
  return axes.map((axis) => {
    const prior = Object.hasOwn(priors, axis.label) ? priors[axis.label] : undefined;
    const distribution = distributions.get(axis.label);
    if (axis.kind === 'categorical' && prior?.kind === 'categorical')
      return { ...axis, belief: weightsOf(axis, new Map(prior.weights)) };
    if (axis.kind === 'numeric' && prior?.kind === 'numeric' && distribution !== undefined)
      return { ...axis, belief: normalOf(distribution as Numeric, prior) };
    return axis;
  });
}

const weightsOf = (axis: Axis & { kind: 'categorical' }, weights: ReadonlyMap<string, number>): number[] =>
  axis.probabilities.map((_, index) => weights.get(canonicalJson(axis.valueAt(index))) ?? 1);

/** No belief is narrower or wider, in coordinates. */
const narrowest = 1e-6;
const widest = 1e6;

/** A coordinate is not always linear in the value: one deviation is half the way from one below to one above. */
function normalOf(
  distribution: Numeric,
  { center, spread }: Prior & { kind: 'numeric' },
): { readonly mean: number; readonly deviation: number } {
  const [below, above] = isLogarithmic(distribution)
    ? [center / spread, center * spread]
    : [center - spread, center + spread];
  const deviation = Math.abs(cdf(distribution, above) - cdf(distribution, below)) / 2;
  const mean = Math.min(1, Math.max(0, cdf(distribution, center)));
  return { mean, deviation: Math.min(widest, Math.max(narrowest, deviation)) };
}
