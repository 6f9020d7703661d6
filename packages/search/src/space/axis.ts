import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import { betaCdf } from '../math/beta.js';
import { normalCdf } from '../math/normalCdf.js';
import type { Distribution, Numeric, Space } from './distribution.js';
import { createQuantile } from './quantile.js';

/**
 * A parameter as an adaptive sampler sees it. A coordinate of a numeric axis is a number in [0, 1), on which the parameter's
 * own distribution is uniform; a coordinate of a categorical axis is the index of one of its values.
 */
export type Axis = {
  readonly label: string;
  valueAt(coordinate: number): Json;
  /** The coordinate of a value; undefined for a value that the axis cannot have. */
  coordinateOf(value: Json): number | undefined;
} & (
  | {
      readonly kind: 'numeric';
      /** The user's prior in coordinates: a normal distribution that guides a sampler and rules nothing out. */
      readonly prior?: { readonly mean: number; readonly deviation: number };
    }
  | {
      readonly kind: 'categorical';
      /** Probabilities of the values under the parameter's distribution, in the order of the values. */
      readonly probabilities: readonly number[];
      /** The user's prior: a weight for each value, in the order of the values; positive, with mean 1. */
      readonly prior?: readonly number[];
    }
);

/** The axes of the parameters that vary, in the space's order. */
export function createAxes(space: Space): Axis[] {
  return space.flatMap(({ label, distribution, picks }) =>
    distribution.kind === 'constant' || picks !== undefined ? [] : [createAxis(label, distribution)],
  );
}

type Varying = Exclude<Distribution, { kind: 'constant' }>;

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

/** Equal values are merged and ordered by their JSON text, so that their order in the file does not matter. */
function categorical(label: string, { values, probabilities }: Varying & { kind: 'categorical' }): Axis {
  const weights = new Map<string, { readonly value: Json; weight: number }>();
  values.forEach((value, index) => {
    const key = canonicalJson(value);
    const weight = (weights.get(key)?.weight ?? 0) + (probabilities?.[index] ?? 1);
    weights.set(key, { value, weight });
  });
  const possible = [...weights].filter(([, { weight }]) => weight > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const indices = new Map(possible.map(([key], index) => [key, index]));
  const ofText = new Map(possible.map(([, { value }], index) => [value, index]));
  const total = possible.reduce((sum, [, { weight }]) => sum + weight, 0);
  return {
    kind: 'categorical',
    label,
    probabilities: possible.map(([, { weight }]) => weight / total),
    valueAt: (index) => possible[index]?.[1].value ?? null,
    coordinateOf: (value) => (typeof value === 'string' ? ofText.get(value) : indices.get(canonicalJson(value))),
  };
}

const below1 = 1 - 2 ** -53;

function within(u: number): number | undefined {
  return Number.isNaN(u) ? undefined : Math.min(below1, Math.max(0, u));
}

/** The share of the distribution below a value; for whole numbers, half of the value's own share is included. */
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
    case 'beta':
    case 'q_beta':
      return betaCdf(x, distribution.a, distribution.b);
  }
}

const share = (min: number, max: number, x: number): number => (max > min ? (x - min) / (max - min) : 0.5);
