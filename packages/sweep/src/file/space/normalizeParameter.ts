import { canonicalJson, defined, type Distribution, factors, type Json, support } from '@nx-tune/search';

import { showValue } from '../problem.js';
import type { DistributionName, ParameterEntry } from '../schema/parameterEntry.js';

/** A broken rule of one parameter; the caller knows the place. `key` is the entry's key it is about, if one. */
export interface ParameterProblem {
  readonly key?: string;
  readonly rule: string;
  readonly found?: string;
  readonly remedy?: string;
}
type Result = { readonly distribution: Distribution } | { readonly problem: ParameterProblem };

/** The notation of an entry's numbers: W&B distinguishes ints from floats by it. */
export interface Notation {
  isFloat(key: 'min' | 'max' | 'q'): boolean;
  readonly isWandb: boolean;
  readonly isWandbGrid: boolean;
}

/** The entry's distribution with every default filled in, or the first rule that it breaks. */
export function normalizeParameter(entry: ParameterEntry, notation: Notation): Result {
  const kind = entry.distribution ?? inferKind(entry, notation);
  if (kind === undefined) return { problem: nothingToSample };
  const misplaced = Object.keys(entry).find((key) => key !== 'distribution' && !keysOf[kind].includes(key));
  if (misplaced !== undefined) return { problem: misplacedKey(misplaced, kind) };
  const missing = requiredKeys(kind).find((key) => entry[key] === undefined);
  if (missing !== undefined) return { problem: { rule: `"${missing}" is required for distribution ${kind}` } };
  const problem = checkRelations(kind, entry, notation);
  if (problem !== undefined) return { problem };
  if (notation.isWandbGrid && kind === 'q_uniform') return gridSteps(entry);
  const distribution = build(kind, entry);
  return { distribution: notation.isWandb ? asWandbSteps(distribution) : distribution };
}

function inferKind(entry: ParameterEntry, notation: Notation): DistributionName | undefined {
  if (entry.value !== undefined) return 'constant';
  if (entry.values !== undefined) return 'categorical';
  if (entry.mu !== undefined || entry.sigma !== undefined) return entry.q === undefined ? 'normal' : 'q_normal';
  if (entry.min === undefined && entry.max === undefined) return undefined;
  if (entry.q !== undefined) return 'q_uniform';
  return notation.isFloat('min') || notation.isFloat('max') ? 'uniform' : 'int_uniform';
}

const nothingToSample: ParameterProblem = {
  rule: 'a parameter needs "value", "values", "min" and "max", "mu" and "sigma", or nested "parameters"',
  found: 'it has none of them',
};

const bounds = ['min', 'max'];
const shapes = ['a', 'b'];
const quantized = [...bounds, 'q'];
const moments = ['mu', 'sigma'];
const keysOf: Readonly<Record<DistributionName, readonly string[]>> = {
  constant: ['value'],
  categorical: ['values', 'probabilities'],
  int_uniform: bounds,
  uniform: bounds,
  log_uniform: bounds,
  log_uniform_values: bounds,
  inv_log_uniform: bounds,
  inv_log_uniform_values: bounds,
  q_uniform: quantized,
  q_log_uniform: quantized,
  q_log_uniform_values: quantized,
  normal: moments,
  log_normal: moments,
  q_normal: [...moments, 'q'],
  q_log_normal: [...moments, 'q'],
  beta: shapes,
  q_beta: [...shapes, 'q'],
};

function requiredKeys(kind: DistributionName): readonly (keyof ParameterEntry)[] {
  if (kind === 'constant') return ['value'];
  if (kind === 'categorical') return ['values'];
  return keysOf[kind].includes('min') ? ['min', 'max'] : [];
}

function misplacedKey(key: string, kind: DistributionName): ParameterProblem {
  return {
    key,
    rule: `"${key}" does not apply to distribution ${kind}`,
    remedy: `Its keys are ${keysOf[kind].join(', ')}.`,
  };
}

function checkRelations(
  kind: DistributionName,
  entry: ParameterEntry,
  { isWandb }: Notation,
): ParameterProblem | undefined {
  if (kind === 'categorical') return checkProbabilities(entry);
  if (keysOf[kind].includes('mu')) return checkTails(kind, entry);
  if (keysOf[kind].includes('a')) return checkSteps(kind, entry, isWandb);
  if (!keysOf[kind].includes('min')) return undefined;
  return checkBounds(entry) ?? checkDomain(kind, entry) ?? checkSteps(kind, entry, isWandb);
}

function checkProbabilities({ values = [], probabilities }: ParameterEntry): ParameterProblem | undefined {
  if (probabilities === undefined) return undefined;
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  if (probabilities.length !== values.length) {
    return {
      key: 'probabilities',
      rule: '"probabilities" needs one number for each of "values"',
      found: `there are ${probabilities.length} for ${values.length}`,
    };
  }
  return Math.abs(sum - 1) < 1e-6
    ? undefined
    : {
        key: 'probabilities',
        rule: '"probabilities" must sum to 1',
        found: `they sum to ${showValue(Number(sum.toPrecision(6)))}`,
      };
}

/** No draw is further from the mean: a stream's resolution is 2^-32, and the quantile of 2^-33 is -6.3. */
const furthestSigmas = 7;

/** JSON has no infinity, so no draw may be one. */
function checkTails(
  kind: DistributionName,
  { mu = 0, sigma = 1, q = 1 }: ParameterEntry,
): ParameterProblem | undefined {
  const furthest = Math.abs(mu) + furthestSigmas * sigma;
  const largest = kind.endsWith('log_normal') ? Math.exp(furthest) : furthest;
  if (largest <= largestNumber && largest / q <= largestNumber) return undefined;
  return {
    key: 'mu',
    rule: `a draw of ${kind} must be a number that JSON can hold`,
    found: `mu ${mu} and sigma ${sigma}${kind.startsWith('q_') ? ` in steps of ${q}` : ''} can give infinity`,
    ...(kind.endsWith('log_normal') ? { remedy: 'Both describe the logarithm of the value.' } : {}),
  };
}

/** Sums and products of a few such numbers stay finite. */
const largestNumber = 1e300;

function checkBounds({ min = 0, max = 0 }: ParameterEntry): ParameterProblem | undefined {
  const extreme = (['min', 'max'] as const).find((key) => Math.abs({ min, max }[key]) > largestNumber);
  if (extreme !== undefined) {
    return {
      key: extreme,
      rule: `"${extreme}" must lie between -1e300 and 1e300`,
      found: `it is ${{ min, max }[extreme]}`,
    };
  }
  if (min < max) return undefined;
  const remedy = min === max ? 'Use "value" for a constant.' : 'Swap them, or use "value" for a constant.';
  return { key: 'min', rule: '"min" must be below "max"', found: `min is ${min} and max is ${max}`, remedy };
}

function checkDomain(kind: DistributionName, { min = 0, max = 0 }: ParameterEntry): ParameterProblem | undefined {
  if (kind === 'int_uniform' && !(Number.isSafeInteger(min) && Number.isSafeInteger(max))) {
    return {
      key: 'min',
      rule: 'int_uniform needs whole numbers',
      found: `min is ${min} and max is ${max}`,
      remedy: 'Use distribution: uniform, or q_uniform with a step.',
    };
  }
  if (kind.endsWith('log_uniform_values') && min <= 0) {
    return {
      key: 'min',
      rule: `a ${kind} range must be above zero`,
      found: `min is ${min}`,
      remedy: 'Raise "min", or use distribution: uniform.',
    };
  }
  if (kind.endsWith('log_uniform') && (min < -700 || max > 700)) {
    return {
      key: 'max',
      rule: `${kind} takes exponents of e between -700 and 700`,
      found: `min is ${min} and max is ${max}`,
      remedy: `Use ${kind}_values to give the values themselves.`,
    };
  }
  return undefined;
}

/** Values have ten significant digits (see `round`): of more multiples, neighbours would be equal. */
const mostSteps = 1e9;

function checkSteps(
  kind: DistributionName,
  { min, max, q = 1 }: ParameterEntry,
  isWandb: boolean,
): ParameterProblem | undefined {
  if (!kind.startsWith('q_')) return undefined;
  const [low, high] = support({ kind, ...defined({ min, max }) });
  const [first, last] = factors(q, low, high);
  if (Math.max(Math.abs(low), Math.abs(high)) / q > mostSteps) {
    return {
      key: 'q',
      rule: '"q" must be at least a billionth of the largest bound, so that ten digits tell its multiples apart',
      found: `it is ${q} for values up to ${Math.max(Math.abs(low), Math.abs(high))}`,
    };
  }
  return first <= last || isWandb
    ? undefined
    : {
        key: 'q',
        rule: 'a multiple of "q" must lie between the bounds',
        found: `none of ${q} lies between ${low} and ${high}`,
      };
}

/** The value that the objective will read: YAML has a negative zero, canonical JSON has not. */
const asJson = (value: Json): Json => JSON.parse(canonicalJson(value)) as Json;

/** Called when every key that the kind requires is there. */
function build(kind: DistributionName, entry: ParameterEntry): Distribution {
  const { value = null, values = [], probabilities, min = 0, max = 0, mu = 0, sigma = 1, q = 1, a = 1, b = 1 } = entry;
  switch (kind) {
    case 'constant':
      return { kind, value: asJson(value) };
    case 'categorical':
      return { kind, values: values.map(asJson), ...defined({ probabilities }) };
    case 'q_uniform':
    case 'q_log_uniform':
    case 'q_log_uniform_values':
      return { kind, min, max, q };
    case 'normal':
    case 'log_normal':
      return { kind, mu, sigma };
    case 'q_normal':
    case 'q_log_normal':
      return { kind, mu, sigma, q };
    case 'beta':
      return { kind, a, b };
    case 'q_beta':
      return { kind, a, b, q };
    default:
      return { kind, min, max };
  }
}

/** Source: wandb/sweeps, `HyperParameter.ppf`, which rounds to a multiple of `q` without a look at the bounds. */
function asWandbSteps(distribution: Distribution): Distribution {
  switch (distribution.kind) {
    case 'q_uniform':
    case 'q_log_uniform':
    case 'q_log_uniform_values':
    case 'q_beta':
      return { ...distribution, rounded: true };
    default:
      return distribution;
  }
}

/** A grid with more values for one parameter is a mistake. */
const mostGridSteps = 100_000;

/**
 * The values of `q_uniform` in a grid: those of `numpy.arange`, which start at the lower bound, leave out the upper one and have
 * the last digits of binary fractions. Source: wandb/sweeps, `grid_search_next_runs`; numpy, `PyArray_Arange`.
 */
function gridSteps({ min = 0, max = 0, q = 1 }: ParameterEntry): Result {
  const count = Math.ceil((max - min) / q);
  if (count > mostGridSteps)
    return {
      problem: {
        key: 'q',
        rule: `in a grid, a parameter must have at most ${mostGridSteps} values`,
        found: `steps of ${q} from ${min} to ${max} are ${count}`,
      },
    };
  const step = min + q - min;
  return {
    distribution: { kind: 'categorical', values: Array.from({ length: count }, (_, index) => min + index * step) },
  };
}
