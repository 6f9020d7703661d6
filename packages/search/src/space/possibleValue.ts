import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import type { Distribution, Numeric } from './distribution.js';
import { multiple, round, stepsOf, support } from './quantile.js';

/** The value as a trial would have it, or undefined if the distribution cannot give it. */
export function possibleValue(distribution: Distribution, value: Json): Json | undefined {
  switch (distribution.kind) {
    case 'constant':
      return oneOf([distribution.value], value);
    case 'categorical':
      return oneOf(possibleOf(distribution), value);
    default:
      return typeof value === 'number' ? possibleNumber(distribution, value) : undefined;
  }
}

/** The smallest and the largest value; for a normal distribution, the extremes that can be computed with. */
export function rangeOf(distribution: Numeric): readonly [number, number] {
  if ('rounded' in distribution) {
    const [first, last] = stepsOf(distribution);
    return [multiple(first, distribution.q), multiple(last, distribution.q)];
  }
  if ('min' in distribution || 'a' in distribution) return support(distribution);
  return distribution.kind.endsWith('log_normal') ? [1e-300, 1e300] : [-1e300, 1e300];
}

/** Describes the values in words: `a multiple of 0.1 from 0 to 0.5`. */
export function describeValues(distribution: Distribution): string {
  if (distribution.kind === 'constant') return JSON.stringify(distribution.value);
  if (distribution.kind === 'categorical') return `one of ${possibleOf(distribution).map(showOption).join(', ')}`;
  const what =
    distribution.kind === 'int_uniform'
      ? 'a whole number'
      : 'q' in distribution
        ? `a multiple of ${distribution.q}`
        : 'a number';
  if ('min' in distribution || 'a' in distribution) return `${what} from ${rangeOf(distribution).join(' to ')}`;
  return distribution.kind.endsWith('log_normal') ? `${what} above zero` : what;
}

const showOption = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The values whose probability is not zero. */
export const possibleOf = ({ values, probabilities }: Distribution & { kind: 'categorical' }): readonly Json[] =>
  values.filter((_, index) => (probabilities?.[index] ?? 1) > 0);

function oneOf(values: readonly Json[], value: Json): Json | undefined {
  const key = canonicalJson(value);
  return values.find((candidate) => canonicalJson(candidate) === key);
}

function possibleNumber(distribution: Numeric, value: number): number | undefined {
  if ('q' in distribution) return onStep(distribution, value);
  const [low, high] = rangeOf(distribution);
  const isStep = distribution.kind !== 'int_uniform' || Number.isInteger(value);
  return isStep && value >= low && value <= high ? value + 0 : undefined;
}

/** The value, if it is a step of the distribution. A small value of a quantised log-normal is rounded to zero. */
function onStep(distribution: Numeric & { readonly q: number }, value: number): number | undefined {
  const { q, kind } = distribution;
  const factor = Math.round(value / q);
  const [first, last] =
    'min' in distribution || 'a' in distribution
      ? stepsOf(distribution)
      : [kind === 'q_log_normal' ? 0 : -Infinity, Infinity];
  return factor >= first && factor <= last && multiple(factor, q) === round(value) ? multiple(factor, q) : undefined;
}
