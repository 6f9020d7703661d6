import {
  canonicalJson,
  type Distribution,
  factors,
  type Json,
  type JsonObject,
  multiple,
  type Parameter,
  parsePythonJson,
  rangeOf,
  isJsonObject,
} from '@nx-tune/search';

/** The choices that Optuna takes without a warning: any other value becomes its JSON. */
type Choice = null | boolean | number | string;

/** A distribution of Optuna 3 and later, and the numbers that it stores for values. */
export interface OptunaDistribution {
  /** As Optuna's `distribution_to_json` writes it. */
  readonly json: string;
  /** The number that Optuna stores for a value: the value itself, or the index of a choice. */
  toInternal(value: Json): number;
  /** The difference from the sweep's distribution. */
  readonly notice?: string;
}

/** The distribution of one parameter in all trials; `values` are those in trials. Several parameters may share a path. */
export function optunaDistribution(parameters: readonly Parameter[], values: readonly Json[]): OptunaDistribution {
  const [parameter, other] = parameters;
  const distribution = parameter?.distribution;
  if (parameter === undefined || distribution === undefined || other !== undefined) return categorical(values);
  const { label } = parameter;
  if (distribution.kind === 'constant') return categorical([distribution.value, ...values]);
  if (distribution.kind === 'categorical') return categorical([...distribution.values, ...values]);
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length < values.length ? categorical(values) : numeric(label, distribution, numbers);
}

function categorical(values: readonly Json[]): OptunaDistribution {
  const keys = [...new Set(values.map((value) => canonicalJson(value)))];
  const choices = keys.map((key) => toChoice(JSON.parse(key) as Json));
  return {
    json: JSON.stringify({ name: 'CategoricalDistribution', attributes: { choices } }),
    toInternal: (value) => keys.indexOf(canonicalJson(value)),
  };
}

const toChoice = (value: Json): Choice => (value !== null && typeof value === 'object' ? canonicalJson(value) : value);

/** The inverse of `toInternal`: the value that a stored number represents, given the JSON of its distribution. */
export function externalValue(distribution: Json | undefined, internal: Json | undefined): Json | undefined {
  const parsed = typeof distribution === 'string' ? parsePythonJson(distribution) : undefined;
  if (!isJsonObject(parsed) || typeof internal !== 'number') return undefined;
  const attributes: JsonObject = isJsonObject(parsed['attributes']) ? parsed['attributes'] : parsed;
  const { choices } = attributes;
  if (Array.isArray(choices)) return (choices as readonly Json[])[internal];
  const name = parsed['name'] ?? parsed['type'];
  return typeof name === 'string' && /^int/i.test(name) ? Math.trunc(internal) : internal;
}

type Numeric = Exclude<Distribution, { kind: 'constant' | 'categorical' }>;

function numeric(label: string, distribution: Numeric, values: readonly number[]): OptunaDistribution {
  const [from, to] = boundsOf(distribution);
  const low = values.reduce((least, value) => Math.min(least, value), from);
  const high = values.reduce((most, value) => Math.max(most, value), to);
  const isLog = distribution.kind.includes('log') && low > 0;
  const step = 'q' in distribution ? distribution.q : undefined;
  const isInt = distribution.kind === 'int_uniform' || Number.isInteger(step);
  const attributes = isInt
    ? // On a logarithmic scale Optuna allows no step but 1.
      { log: isLog, step: isLog ? 1 : (step ?? 1), low, high }
    : { step: isLog ? null : (step ?? null), low, high, log: isLog };
  const name = isInt ? 'IntDistribution' : 'FloatDistribution';
  const notice = noticeOf(distribution, isLog);
  return {
    json: JSON.stringify({ name, attributes }),
    toInternal: Number,
    ...(notice !== undefined && { notice: `${label}: ${notice}` }),
  };
}

/** Optuna has no normal distributions: four deviations around the middle hold all but one value in 16,000. */
function boundsOf(distribution: Numeric): readonly [number, number] {
  if ('min' in distribution || 'a' in distribution) {
    const [low, high] = rangeOf(distribution);
    if (!('q' in distribution)) return [low, high];
    const [first, last] = factors(distribution.q, low, high);
    return [multiple(first, distribution.q), multiple(last, distribution.q)];
  }
  const { mu, sigma } = distribution;
  const ends = [mu - 4 * sigma, mu + 4 * sigma] as const;
  const [low, high] = distribution.kind.endsWith('log_normal') ? [Math.exp(ends[0]), Math.exp(ends[1])] : ends;
  if (!('q' in distribution)) return [low, high];
  return [
    multiple(Math.floor(low / distribution.q), distribution.q),
    multiple(Math.ceil(high / distribution.q), distribution.q),
  ];
}

function noticeOf(distribution: Numeric, isLog: boolean): string | undefined {
  if (!('min' in distribution)) return `${distribution.kind} becomes a range, since Optuna has no such distribution`;
  return 'q' in distribution && isLog
    ? 'its step is left out, since Optuna has none on a logarithmic scale'
    : undefined;
}
