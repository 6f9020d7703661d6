import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import { normalCdf } from '../math/normalCdf.js';
import type { Distribution, Space } from './distribution.js';
import { createQuantile } from './quantile.js';

/**
 * A parameter as a sampler sees it that learns from results. A coordinate of a numeric axis is a number in [0, 1), on which
 * the parameter's own distribution is uniform; that of a categorical axis is the index of one of its values.
 */
export type Axis = {
  readonly label: string;
  valueAt(coordinate: number): Json;
  /** The coordinate of a value; of a value that the axis cannot have, undefined. */
  coordinateOf(value: Json): number | undefined;
} & (
  | {
      readonly kind: 'numeric';
      /** Where the user expects good values, in coordinates: a normal distribution that bends a sampler and forbids nothing. */
      readonly belief?: { readonly mean: number; readonly deviation: number };
    }
  /** Probabilities of the values before anything is known, in the values' order. */
  | {
      readonly kind: 'categorical';
      readonly probabilities: readonly number[];
      /** How much the user expects of each value, in the values' order: positive, and of mean 1. */
      readonly belief?: readonly number[];
    }
);

/** The axes of the parameters that vary, in the space's order. */
export function createAxes(space: Space): Axis[] {
  return space.flatMap(({ label, distribution, picks }) =>
    distribution.kind === 'constant' || picks !== undefined ? [] : [createAxis(label, distribution)],
  );
}

type Varying = Exclude<Distribution, { kind: 'constant' }>;
type Numeric = Exclude<Varying, { kind: 'categorical' }>;

function createAxis(label: string, distribution: Varying): Axis {
  if (distribution.kind === 'categorical') return categorical(label, distribution);
  const valueAt = createQuantile(distribution);
  return {
    kind: 'numeric',
    label,
    valueAt,
    coordinateOf: (value) => (typeof value === 'number' ? within(cdf(distribution, value)) : undefined),
  };
}

/** Equal values are one, and their order is that of their texts, so that the file's order says nothing. */
function categorical(label: string, { values, probabilities }: Varying & { kind: 'categorical' }): Axis {
  const weights = new Map<string, { readonly value: Json; weight: number }>();
  values.forEach((value, index) => {
    const key = canonicalJson(value);
    const weight = (weights.get(key)?.weight ?? 0) + (probabilities?.[index] ?? 1);
    weights.set(key, { value, weight });
  });
  const possible = [...weights].filter(([, { weight }]) => weight > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const keys = possible.map(([key]) => key);
  const total = possible.reduce((sum, [, { weight }]) => sum + weight, 0);
  return {
    kind: 'categorical',
    label,
    probabilities: possible.map(([, { weight }]) => weight / total),
    valueAt: (index) => possible[index]?.[1].value ?? null,
    coordinateOf: (value) => {
      const index = keys.indexOf(canonicalJson(value));
      return index < 0 ? undefined : index;
    },
  };
}

const below1 = 1 - 2 ** -53;

function within(u: number): number | undefined {
  return Number.isNaN(u) ? undefined : Math.min(below1, Math.max(0, u));
}

/** How much of the distribution lies below a value; of whole numbers, half of its own share too. */
export function cdf(distribution: Numeric, x: number): number {
  switch (distribution.kind) {
    case 'int_uniform':
      return share(distribution.min - 0.5, distribution.max + 0.5, x);
    case 'uniform':
    case 'q_uniform':
      return share(distribution.min, distribution.max, x);
    case 'log_uniform':
    case 'q_log_uniform':
      return share(distribution.min, distribution.max, Math.log(x));
    case 'log_uniform_values':
    case 'q_log_uniform_values':
      return share(Math.log(distribution.min), Math.log(distribution.max), Math.log(x));
    case 'inv_log_uniform':
      return share(distribution.min, distribution.max, -Math.log(x));
    case 'inv_log_uniform_values':
      return share(-Math.log(distribution.max), -Math.log(distribution.min), -Math.log(x));
    case 'normal':
    case 'q_normal':
      return normalCdf((x - distribution.mu) / distribution.sigma);
    case 'log_normal':
    case 'q_log_normal':
      return normalCdf((Math.log(x) - distribution.mu) / distribution.sigma);
  }
}

const share = (min: number, max: number, x: number): number => (max > min ? (x - min) / (max - min) : 0.5);
