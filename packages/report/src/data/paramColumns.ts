import { canonicalJson, defined, isJsonObject, type Json, type JsonObject } from '@nx-tune/search';
import type { TrialResult } from '@nx-tune/sweep';

import type { ParamData } from './reportData.js';
import type { SweepReport } from './sweepReport.js';

/**
 * Turns the parameters of trials into columns, in the order of `labels`; a budget has no path. Numbers have the scale that the
 * file declares, whatever they span.
 */
export function paramColumns(
  labels: readonly string[],
  trials: readonly TrialResult[],
  { logarithmic = [], listed, bounds }: Pick<SweepReport, 'logarithmic' | 'listed' | 'bounds'> = {},
): readonly ParamData[] {
  const nodes = trials.map(
    ({ params, budget = {} }) =>
      new Map<string, Node>([
        ...nodesOf(params).map((node) => [node.path.join('.'), node] as const),
        ...Object.entries(budget).map(([label, value]) => [label, { path: [], value }] as const),
      ]),
  );
  return labels.map((label) => {
    const path = nodes.find((node) => node.has(label))?.get(label)?.path ?? [];
    const values = nodes.map((node) => node.get(label)?.value);
    const column = { label, path, ...scaled(values, logarithmic.includes(label), listed?.get(label)) };
    return column.scale === 'category' ? column : { ...column, ...defined({ bounds: bounds?.get(label) }) };
  });
}

/** Says whether trials differ in a parameter. */
export const varies = ({ values }: ParamData): boolean => values.some((value) => value !== values[0]);

interface Node {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Every value with its path, including objects, since a parameter's value may be an object. */
function nodesOf(params: JsonObject, prefix: readonly string[] = []): readonly Node[] {
  return Object.entries(params).flatMap(([key, value]) => {
    const path = [...prefix, key];
    return [{ path, value }, ...(isJsonObject(value) ? nodesOf(value, path) : [])];
  });
}

function scaled(
  values: readonly (Json | undefined)[],
  isLogarithmic: boolean,
  listed: readonly Json[] = [],
): Pick<ParamData, 'scale' | 'categories' | 'values'> {
  const present = values.filter((value) => value !== undefined);
  const numbers = present.filter((value) => typeof value === 'number');
  if (numbers.length < present.length || numbers.length === 0) return categorical(values, present, listed);
  const scale = isLogarithmic && numbers.every((value) => value > 0) ? 'log' : 'linear';
  return { scale, values: values.map((value) => (typeof value === 'number' ? value : null)) };
}

/** Numbers in order of size, other values in the order of the file, and those that it does not list as they appear. */
function categorical(
  values: readonly (Json | undefined)[],
  present: readonly Json[],
  listed: readonly Json[],
): Pick<ParamData, 'scale' | 'categories' | 'values'> {
  const known = new Map(present.map((value) => [canonicalJson(value), value]));
  const inFile = listed.map((value) => canonicalJson(value)).filter((key) => known.has(key));
  const unique = [...new Set([...inFile, ...known.keys()])]
    .map((key) => [key, known.get(key) as Json] as const)
    .toSorted(([, a], [, b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
  const places = new Map(unique.map(([key], index) => [key, index]));
  return {
    scale: 'category',
    categories: unique.map(([, value]) => value),
    values: values.map((value) => (value === undefined ? null : (places.get(canonicalJson(value)) ?? null))),
  };
}
