import { canonicalJson } from '../core/canonicalJson.js';
import { type Axis, cdf } from './axis.js';
import type { Numeric, Space } from './distribution.js';

/** The user's prior for one parameter, where good values are expected, in its normal form. */
export type Prior =
  /** `spread` is one standard deviation: a factor on a logarithmic scale, a difference on any other. */
  | { readonly kind: 'numeric'; readonly center: number; readonly spread: number }
  /** Values as canonical JSON, in the order of these texts; the weights have mean 1. */
  | { readonly kind: 'categorical'; readonly weights: readonly (readonly [value: string, weight: number])[] };

/** Priors by the label of their parameter. */
export interface Priors {
  readonly [label: string]: Prior;
}

/** True if values of a distribution are compared by their ratio. */
export const isLogarithmic = ({ kind }: Numeric): boolean => kind.includes('log_');

/** Adds the priors to the axes, converted to coordinates. */
export function withPriors(axes: readonly Axis[], space: Space, priors: Priors = {}): Axis[] {
  const distributions = new Map(space.map(({ label, distribution }) => [label, distribution]));
  return axes.map((axis) => {
    const prior = Object.hasOwn(priors, axis.label) ? priors[axis.label] : undefined;
    const distribution = distributions.get(axis.label);
    if (axis.kind === 'categorical' && prior?.kind === 'categorical')
      return { ...axis, prior: weightsOf(axis, new Map(prior.weights)) };
    if (axis.kind === 'numeric' && prior?.kind === 'numeric' && distribution !== undefined)
      return { ...axis, prior: normalOf(distribution as Numeric, prior) };
    return axis;
  });
}

const weightsOf = (axis: Axis & { kind: 'categorical' }, weights: ReadonlyMap<string, number>): number[] =>
  axis.probabilities.map((_, index) => weights.get(canonicalJson(axis.valueAt(index))) ?? 1);

/** The smallest and the largest deviation of a prior, in coordinates. */
const narrowest = 1e-6;
const widest = 1e6;

/** A coordinate is not always linear in the value: the deviation is half the distance from one below to one above. */
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
