import { canonicalJson, type Json } from '@nx-tune/search';

import type { FloatParams, FloatValue } from '../../trial/floatParams.js';
import type { ParameterEntry } from '../schema/parameterEntry.js';
import type { SweepSource } from '../source.js';
import { valueAt } from '../valueAt.js';
import { pathsOf } from '../wandb/paths.js';
import type { LocatedParameter } from './locatedParameter.js';

/**
 * Finds the whole numbers that are floats to Python: those of a list if they were written so, all numbers that a continuous
 * distribution draws, and the multiples of a step that is a float. Source: wandb/sweeps, `HyperParameter.ppf`.
 */
export function floatParams(
  places: readonly LocatedParameter[],
  file: unknown,
  isFloat: SweepSource['isFloat'],
): FloatParams | undefined {
  const found = places.flatMap(({ parameter, at }): [string, FloatParams[string]][] => {
    if (parameter.path.length === 0) return [];
    const entry = (valueAt(file, at) ?? {}) as ParameterEntry;
    const floats = floatsIn(entry, parameter.distribution.kind, (path) => isFloat([...at, ...path]));
    return floats === undefined ? [] : [[parameter.label, floats]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

type IsFloat = (path: readonly PropertyKey[]) => boolean;

function floatsIn(entry: ParameterEntry, kind: string, isFloat: IsFloat): FloatParams[string] | undefined {
  if (entry.value !== undefined) return floatsOfValues([{ value: entry.value, path: ['value'] }], isFloat);
  if (entry.values !== undefined)
    return floatsOfValues(
      entry.values.map((value, index) => ({ value, path: ['values', index] })),
      isFloat,
    );
  if (kind === 'int_uniform') return undefined;
  const isStepped = entry.distribution?.startsWith('q_') === true || entry.q !== undefined;
  // Where q is absent, W&B's default is 1.0; np.arange gives floats if any of its arguments is one.
  const isWhole = isStepped && entry.q !== undefined && !isFloat(['q']);
  const isOfInts = kind !== 'categorical' || !(isFloat(['min']) || isFloat(['max']));
  return isWhole && isOfInts ? undefined : true;
}

interface Written {
  readonly value: Json;
  readonly path: readonly PropertyKey[];
}

/** Finds the floats among values; of equal ones, the last counts, as with W&B. */
function floatsOfValues(values: readonly Written[], isFloat: IsFloat): FloatParams[string] | undefined {
  const whole = values.filter(({ value }) => wholeIn(value, []).length > 0);
  const last = [...new Map(whole.map((one) => [canonicalJson(one.value), one])).values()];
  const floats = last.flatMap((one) => floatsOfValue(one, isFloat) ?? []);
  if (floats.length === 0) return undefined;
  const isAll = floats.length === last.length && floats.every((one) => typeof one === 'string');
  return isAll ? true : floats.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

function floatsOfValue({ value, path }: Written, isFloat: IsFloat): FloatValue | undefined {
  const whole = wholeIn(value, path);
  const floats = whole.filter((one) => isFloat(one));
  if (floats.length === 0) return undefined;
  if (floats.length === whole.length) return canonicalJson(value);
  return { value: canonicalJson(value), floats: floats.map((one) => placeIn(one.slice(path.length))).toSorted() };
}

/** The paths of the whole numbers of a value. */
const wholeIn = (value: Json, path: readonly PropertyKey[]): (readonly PropertyKey[])[] =>
  pathsOf(value, path).flatMap((one) => (Number.isInteger(one.value) ? [one.path] : []));

const placeIn = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
