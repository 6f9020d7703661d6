import type { ParameterEntry, DistributionName } from '../sweep/sweepFile.js';
import { showValue } from '../sweep/problem.js';
import type { Distribution } from './distribution.js';
import { factors, support } from './quantile.js';

/** A broken rule of one parameter; the caller knows the place. `key` is the entry's key it is about, if one. */
export interface ParameterProblem {
  readonly key?: string;
  readonly rule: string;
  readonly found?: string;
  readonly remedy?: string;
}
type Result = { readonly distribution: Distribution } | { readonly problem: ParameterProblem };

/** How an entry wrote its numbers: W&B tells ints from floats by it. */
export interface Notation {
  isFloat(key: 'min' | 'max'): boolean;
}

/** The entry's distribution with every default filled in, or the first rule that it breaks. */
export function normalizeParameter(entry: ParameterEntry, notation: Notation): Result {
  const kind = entry.distribution ?? inferKind(entry, notation);
  if (kind === undefined) return { problem: nothingToSample };
  const misplaced = Object.keys(entry).find((key) => key !== 'distribution' && !keysOf[kind].includes(key));
  if (misplaced !== undefined) return { problem: misplacedKey(misplaced, kind) };
  const missing = requiredKeys(kind).find((key) => entry[key] === undefined);
  if (missing !== undefined) return { problem: { rule: `"${missing}" is required for distribution ${kind}` } };
  const problem = checkRelations(kind, entry);
  return problem === undefined ? { distribution: build(kind, entry) } : { problem };
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
};

function requiredKeys(kind: DistributionName): readonly (keyof ParameterEntry)[] {
  if (kind === 'constant') return ['value'];
  if (kind === 'categorical') return ['values'];
  return keysOf[kind].includes('min') ? ['min', 'max'] : [];
}

function misplacedKey(key: string, kind: DistributionName): ParameterProblem {
  return {
    key,
    rule: `"${key}" has no meaning for distribution ${kind}`,
    remedy: `Its keys are ${keysOf[kind].join(', ')}.`,
  };
}

function checkRelations(kind: DistributionName, entry: ParameterEntry): ParameterProblem | undefined {
  if (kind === 'categorical') return checkProbabilities(entry);
  if (!keysOf[kind].includes('min')) return undefined;
  return checkBounds(entry) ?? checkDomain(kind, entry) ?? checkSteps(kind, entry);
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

function checkBounds({ min = 0, max = 0 }: ParameterEntry): ParameterProblem | undefined {
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

function checkSteps(kind: DistributionName, { min = 0, max = 0, q = 1 }: ParameterEntry): ParameterProblem | undefined {
  if (!kind.startsWith('q_')) return undefined;
  const [low, high] = support({ kind, min, max });
  const [first, last] = factors(q, low, high);
  return first <= last
    ? undefined
    : {
        key: 'q',
        rule: 'a multiple of "q" must lie between the bounds',
        found: `none of ${q} lies between ${low} and ${high}`,
      };
}

/** Called when every key that the kind requires is there. */
function build(kind: DistributionName, entry: ParameterEntry): Distribution {
  const { value = null, values = [], probabilities, min = 0, max = 0, mu = 0, sigma = 1, q = 1 } = entry;
  switch (kind) {
    case 'constant':
      return { kind, value };
    case 'categorical':
      return probabilities === undefined ? { kind, values } : { kind, values, probabilities };
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
    default:
      return { kind, min, max };
  }
}
