import { canonicalJson, type Json } from '@nx-tune/search';

import type { FloatParams } from '../../trial/floatParams.js';
import type { ParameterEntry } from '../schema/parameterEntry.js';
import type { SweepSource } from '../source.js';
import { valueAt } from '../valueAt.js';
import { pathsOf } from '../wandb/paths.js';
import type { LocatedParameter } from './locatedParameter.js';

/**
 * Where whole numbers are floats to Python: those of a list if they were written so, all numbers that a continuous distribution
 * draws, and the multiples of a step that is a float. Source: wandb/sweeps, `HyperParameter.ppf`.
 */
export function floatParams(
  places: readonly LocatedParameter[],
  file: unknown,
  isFloat: SweepSource['isFloat'],
): FloatParams | undefined {
  const found = places.flatMap(({ parameter, at }): [string, true | readonly string[]][] => {
    if (parameter.path.length === 0) return [];
    const entry = (valueAt(file, at) ?? {}) as ParameterEntry;
    const floats = floatsIn(entry, parameter.distribution.kind, (path) => isFloat([...at, ...path]));
    return floats === undefined ? [] : [[parameter.label, floats]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

type IsFloat = (path: readonly PropertyKey[]) => boolean;

function floatsIn(entry: ParameterEntry, kind: string, isFloat: IsFloat): true | readonly string[] | undefined {
  if (entry.value !== undefined) return writtenAsFloat(entry.value, ['value'], isFloat) ? true : undefined;
  if (entry.values !== undefined) return floatsOfList(entry.values, isFloat);
  if (kind === 'int_uniform') return undefined;
  const isStepped = entry.distribution?.startsWith('q_') === true || entry.q !== undefined;
  // Where q is absent, W&B's default is 1.0; np.arange gives floats if any of its arguments is one.
  const isWhole = isStepped && entry.q !== undefined && !isFloat(['q']);
  const isOfInts = kind !== 'categorical' || !(isFloat(['min']) || isFloat(['max']));
  return isWhole && isOfInts ? undefined : true;
}

function floatsOfList(values: readonly Json[], isFloat: IsFloat): true | readonly string[] | undefined {
  const whole = values
    .map((value, index) => ({ value, path: ['values', index] }))
    .filter(({ value }) => pathsOf(value).some((one) => Number.isInteger(one.value)));
  const floats = whole.filter(({ value, path }) => writtenAsFloat(value, path, isFloat));
  if (floats.length === 0) return undefined;
  return floats.length === whole.length ? true : floats.map(({ value }) => canonicalJson(value)).toSorted();
}

const writtenAsFloat = (value: Json, path: readonly PropertyKey[], isFloat: IsFloat): boolean =>
  pathsOf(value, path).some((one) => Number.isInteger(one.value) && isFloat(one.path));
