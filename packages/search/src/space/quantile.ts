import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import { betaQuantile } from '../math/beta.js';
import { probit } from '../math/probit.js';
import type { Distribution } from './distribution.js';

/** Maps a coordinate in [0, 1) to a value of a distribution. */
export type Quantile = (u: number) => Json;

/** Creates the quantile function of a distribution, which turns a point of the unit cube into params. */
export function createQuantile(distribution: Distribution): Quantile {
  switch (distribution.kind) {
    case 'constant':
      return () => distribution.value;
    case 'categorical':
      return categorical(distribution.values, distribution.probabilities);
    case 'int_uniform': {
      const { min, max } = distribution;
      return (u) => Math.min(max, min + Math.floor(u * (max - min + 1)));
    }
    case 'q_uniform':
    case 'q_log_uniform':
    case 'q_log_uniform_values':
    case 'q_beta': {
      const range = stepsOf(distribution);
      return (u) => quantize(continuous(distribution, u), distribution.q, range);
    }
    case 'q_normal':
    case 'q_log_normal':
      return (u) => quantize(continuous(distribution, u), distribution.q, [-Infinity, Infinity]);
    case 'beta':
    case 'normal':
    case 'log_normal':
      return (u) => round(continuous(distribution, u));
    default: {
      const [low, high] = support(distribution);
      return (u) => Math.min(high, Math.max(low, round(continuous(distribution, u))));
    }
  }
}

interface Bounded {
  readonly kind: string;
  readonly min?: number;
  readonly max?: number;
}

/** The smallest and the largest value of a bounded distribution; for a beta distribution 0 and 1. */
export function support({ kind, min = 0, max = 1 }: Bounded): [number, number] {
  if (kind === 'log_uniform' || kind === 'q_log_uniform')
    return [Math.exp(min), Math.exp(max)].map(round) as [number, number];
  if (kind === 'inv_log_uniform') return [Math.exp(-max), Math.exp(-min)].map(round) as [number, number];
  return [min, max];
}

/** The range of factors whose multiples of `q` lie in [low, high]; it is empty if the first exceeds the second. */
export function factors(q: number, low: number, high: number): [number, number] {
  const slack = 1e-9;
  return [Math.ceil(low / q - slack), Math.floor(high / q + slack)];
}

/** The range of factors of a quantised distribution that has bounds. */
export function stepsOf(distribution: Bounded & { readonly q: number; readonly rounded?: true }): [number, number] {
  const { q, rounded } = distribution;
  const [low, high] = support(distribution);
  return rounded === true ? [roundHalfEven(low / q), roundHalfEven(high / q)] : factors(q, low, high);
}

/** As `numpy.round` does: a half becomes the even neighbour. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  return x - below === 0.5 ? below + (Math.abs(below) % 2) : Math.round(x);
}

/** `factor * q` without the noise of binary fractions (3 * 0.1 is 0.3). */
export function multiple(factor: number, q: number): number {
  return round(factor * q) + 0;
}

type Continuous = Exclude<Distribution, { kind: 'constant' | 'categorical' | 'int_uniform' }>;

function continuous(distribution: Continuous, u: number): number {
  switch (distribution.kind) {
    case 'uniform':
    case 'q_uniform':
      return lerp(distribution.min, distribution.max, u);
    case 'log_uniform':
    case 'q_log_uniform':
      return Math.exp(lerp(distribution.min, distribution.max, u));
    case 'log_uniform_values':
    case 'q_log_uniform_values':
      return Math.exp(lerp(Math.log(distribution.min), Math.log(distribution.max), u));
    case 'inv_log_uniform':
      return Math.exp(-lerp(distribution.min, distribution.max, u));
    case 'inv_log_uniform_values':
      return Math.exp(-lerp(-Math.log(distribution.max), -Math.log(distribution.min), u));
    case 'normal':
    case 'q_normal':
      return distribution.mu + distribution.sigma * probit(inside(u));
    case 'log_normal':
    case 'q_log_normal':
      return Math.exp(distribution.mu + distribution.sigma * probit(inside(u)));
    case 'beta':
    case 'q_beta':
      return betaQuantile(inside(u), distribution.a, distribution.b);
  }
}

/** Values are ordered by themselves, so that reordering them in the file does not change any draw. */
function categorical(values: readonly Json[], probabilities: readonly number[] | undefined): Quantile {
  const weighted = values.map((value, index) => ({
    value,
    weight: probabilities?.[index] ?? 1,
    key: canonicalJson(value),
  }));
  const sorted = weighted.toSorted((a, b) => compareValues(a.value, b.value) || (a.key < b.key ? -1 : 1));
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return (u) => {
    let rest = u * total;
    const chosen = sorted.find(({ weight }) => (rest -= weight) < 0) ?? sorted.findLast(({ weight }) => weight > 0);
    return chosen?.value ?? null;
  };
}

function compareValues(a: Json, b: Json): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

function quantize(x: number, q: number, [first, last]: readonly [number, number]): number {
  return multiple(Math.min(last, Math.max(first, Math.round(x / q))), q);
}

const lerp = (min: number, max: number, u: number): number => min + u * (max - min);

/** Keeps off 0 and 1, where the normal distribution has no quantile; a stream's resolution is 2^-32. */
const inside = (u: number): number => Math.min(1 - 2 ** -33, Math.max(2 ** -33, u));

/**
 * Rounds to ten significant digits: V8 does not promise the last bits of exp and log, and a proposal must not depend on
 * them. Ten digits are finer than any hyperparameter needs and hide differences of a few units in the last place.
 */
export function round(x: number): number {
  return quickRound(x) ?? Number(x.toPrecision(10)) + 0;
}

/**
 * Rounds most numbers without a detour by a text: with `shift` decimal places moved to its left, x has ten digits before the
 * point, and both they and the power of ten are exact, so that the quotient is the number nearest to the decimal. Undefined where
 * x may be half-way between two such decimals, and for very large and very small numbers.
 */
function quickRound(x: number): number | undefined {
  const shift = 9 - Math.floor(Math.log10(Math.abs(x)));
  if (!(shift >= 0 && shift < powersOf10.length)) return undefined;
  const power = powersOf10[shift] as number;
  const shifted = x * power;
  const whole = Math.round(shifted);
  if (Math.abs(whole) < 1e9 || Math.abs(Math.abs(shifted - whole) - 0.5) < 1e-4) return undefined;
  return whole / power;
}

/** Those that a number holds exactly. */
const powersOf10 = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
