import {
  canonicalJson,
  describeValues,
  didYouMean,
  type Distribution,
  isJsonObject,
  isLogarithmic,
  type Json,
  type JsonObject,
  type Numeric,
  type Prior,
  type Priors,
  rangeOf,
  type Space,
} from '@nx-tune/search';

import type { FileFinding, Normalized } from '../finding.js';
import { showValue } from '../problem.js';
import { byLabel, type LabelledEntry } from '../space/byLabel.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { unknownParameter } from './unknownParameter.js';

/** The methods that use a prior. */
const believingMethods: readonly string[] = ['tpe', 'gp', 'bayes'];

/** Normalizes the prior of each parameter, by label. A prior that says nothing is dropped. */
export function normalizePrior({ method, prior }: SweepFile, space: Space): Normalized<Priors | undefined> {
  if (prior === undefined) return { value: undefined };
  if (!believingMethods.includes(method)) return { problems: [notUsed(method)] };
  const { entries, unknown } = byLabel(space, prior);
  const found = entries.map((entry) => ({ label: entry.parameter.label, ...priorOf(entry) }));
  const problems = [
    ...unknown.map((path) => unknownParameter(space, ['prior'], path)),
    ...found.flatMap((one) => one.problems ?? []),
  ];
  if (problems.length > 0) return { problems };
  const priors = found.flatMap(({ label, value }) => (value === undefined ? [] : [[label, value] as const]));
  return { value: priors.length === 0 ? undefined : Object.fromEntries(priors) };
}

const notUsed = (method: string): FileFinding => ({
  at: ['prior'],
  rule: `"prior" is only for methods that weigh it against results: ${believingMethods.join(', ')}`,
  found: `the method is ${method}`,
  remedy:
    'Use "method: tpe", or draw around a value with "distribution: normal" or "distribution: log_normal", or with "probabilities".',
});

function priorOf({ parameter: { label, distribution }, at, value }: LabelledEntry): Normalized<Prior | undefined> {
  const place = ['prior', ...at];
  if (distribution.kind === 'constant')
    return {
      problems: [{ at: place, rule: 'a constant cannot have a prior', found: `${label} is one`, remedy: 'Remove it.' }],
    };
  if (!isJsonObject(value))
    return { problems: [{ at: place, rule: shapeOf(label, distribution), found: `it is ${showValue(value)}` }] };
  return distribution.kind === 'categorical'
    ? weightsOf(label, distribution, value, place)
    : normalOf(label, distribution, value, place);
}

const shapeOf = (label: string, { kind }: Distribution): string =>
  kind === 'categorical'
    ? `the prior of ${label} must give weights to values, such as { a: 3, b: 1 }`
    : `the prior of ${label} must have a center and a spread, such as { center: 0.1, spread: 10 }`;

type KeyPath = readonly PropertyKey[];

function normalOf(label: string, distribution: Numeric, given: JsonObject, at: KeyPath): Normalized<Prior> {
  const other = Object.keys(given).filter((key) => !['center', 'spread'].includes(key));
  const { center, spread } = given;
  const problems: FileFinding[] = other.map((key) => ({
    at: [...at, key],
    rule: `unknown key ${showValue(key)}`,
    remedy: didYouMean(key, ['center', 'spread']) ?? 'Known keys: center, spread.',
  }));
  const [low, high] = rangeOf(distribution);
  if (typeof center !== 'number' || !(center >= low && center <= high))
    problems.push(wrong(at, 'center', `"center" must be a value of ${label}: ${describeValues(distribution)}`, center));
  const isFactor = isLogarithmic(distribution);
  if (typeof spread !== 'number' || !(spread > (isFactor ? 1 : 0)))
    problems.push(wrong(at, 'spread', isFactor ? factorRule(label) : differenceRule(label), spread));
  if (problems.length > 0 || typeof center !== 'number' || typeof spread !== 'number') return { problems };
  return { value: { kind: 'numeric', center, spread } };
}

const factorRule = (label: string): string =>
  `"spread" must be a factor above 1: one standard deviation on the logarithmic scale of ${label}`;
const differenceRule = (label: string): string =>
  `"spread" must be a difference above 0: one standard deviation in units of ${label}`;

const wrong = (at: KeyPath, key: string, rule: string, value: Json | undefined): FileFinding => ({
  at: value === undefined ? at : [...at, key],
  rule,
  found: value === undefined ? 'it is missing' : `it is ${showValue(value)}`,
});

/** The largest weight; the smallest is its inverse. */
const largestWeight = 1e6;

/** Values that are not named have weight 1. */
function weightsOf(
  label: string,
  distribution: Distribution & { kind: 'categorical' },
  given: JsonObject,
  at: KeyPath,
): Normalized<Prior | undefined> {
  const options = [...new Map(distribution.values.map((value) => [canonicalJson(value), value]))].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const texts = options.map(([, value]) => textOf(value));
  const problems = Object.entries(given).flatMap(([text, weight]): FileFinding[] => {
    if (!texts.includes(text))
      return [
        {
          at: [...at, text],
          rule: `${showValue(text)} is not a value of ${label}`,
          remedy: didYouMean(text, texts) ?? `Its values: ${texts.join(', ')}.`,
        },
      ];
    if (typeof weight === 'number' && weight >= 1 / largestWeight && weight <= largestWeight) return [];
    return [wrong([...at], text, 'a weight must be a number from a millionth to a million', weight)];
  });
  if (problems.length > 0) return { problems };
  const weights = texts.map((text) => (Object.hasOwn(given, text) ? Number(given[text]) : 1));
  if (weights.every((weight) => weight === weights[0])) return { value: undefined };
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return {
    value: {
      kind: 'categorical',
      weights: options.map(([key], index) => [key, (weights[index] ?? 1) / mean] as const),
    },
  };
}

/** A value as it is written as a key. */
const textOf = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));
