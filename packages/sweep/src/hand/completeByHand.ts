import {
  activity,
  buildParams,
  canonicalJson,
  chosenIndex,
  createQuantile,
  describeValues,
  type Json,
  type JsonObject,
  liesIn,
  type Parameter,
  pickValues,
  possibleValue,
  type Space,
  valueOfType,
  valuesOf,
  withoutPicks,
} from '@nx-tune/search';

/** A parameter that a user has left open, and where its value comes from. */
export interface FilledParameter {
  readonly label: string;
  readonly value: Json;
  /** The best params so far; the file, for the first of listed values; or the middle of a range. */
  readonly from: 'best' | 'first' | 'middle';
}

/** A value that the search space does not have, and which values it has. */
export interface OutsideValue {
  readonly label: string;
  readonly value: Json;
  readonly allowed: string;
}

/** Params that a user has named in part, as a whole. */
export interface CompletedByHand {
  readonly params: JsonObject;
  readonly filled: readonly FilledParameter[];
  /** True if they are a point of the search space. */
  readonly isInside: boolean;
  /** The values that are outside; none if only their combination is. */
  readonly outside: readonly OutsideValue[];
}

/**
 * Completes values that a user has named by label: what is open is as in the best params so far, and where these do not have it, the
 * first of listed values or the middle of a range. A parameter that was named is made active: the parameter on which that depends
 * changes if it has to. Named values may be outside of the space, and so may those of the best params.
 */
export function completeByHand(
  space: Space,
  named: ReadonlyMap<string, Json>,
  best: JsonObject | undefined,
): CompletedByHand {
  const known = best === undefined ? [] : valuesOf(space, best);
  const isKnown = activity(space, pickValues(space, known));
  const forced = forcedValues(space, named, known);
  const origins = space.map((parameter, index): Pick<FilledParameter, 'value' | 'from'> => {
    const given = forced.get(parameter.label) ?? chosenIndex(space, parameter, named);
    if (given !== undefined) return { value: given, from: 'first' };
    const before = known.length > 0 && isKnown(index) ? keptValue(parameter, known[index] ?? null) : undefined;
    return before === undefined ? usualValue(parameter) : { value: before, from: 'best' };
  });
  const chosen = pickValues(
    space,
    origins.map(({ value }) => value),
  );
  const plain = withoutPicks(space);
  const values = space.map(({ label }, index): Json => (named.has(label) ? named.get(label) : chosen[index]) ?? null);
  const isActive = activity(plain, values);
  const filled = space.flatMap(({ label, path, distribution }, index): FilledParameter[] => {
    const isOpen = isActive(index) && path.length > 0 && !named.has(label) && distribution.kind !== 'constant';
    return isOpen ? [{ label, value: values[index] ?? null, from: origins[index]?.from ?? 'first' }] : [];
  });
  const params = buildParams(plain, values);
  const outside = space.flatMap(({ label, path, distribution }, index): OutsideValue[] => {
    const value = values[index] ?? null;
    const isOutside = isActive(index) && path.length > 0 && possibleValue(distribution, value) === undefined;
    return isOutside ? [{ label, value, allowed: describeValues(distribution) }] : [];
  });
  return { params, filled, isInside: liesIn(space, params), outside };
}

/** A value as the best params have it. A constant stays what the file says. */
function keptValue({ distribution, path }: Parameter, value: Json): Json | undefined {
  const isOpen = path.length > 0 && distribution.kind !== 'constant';
  return isOpen ? valueOfType(distribution, value) : possibleValue(distribution, value);
}

/** The named values, and those on which their activity depends: kept as they are known, if that is enough. */
function forcedValues(
  space: Space,
  named: ReadonlyMap<string, Json>,
  known: readonly Json[],
): ReadonlyMap<string, Json> {
  const forced = new Map(named);
  for (const label of forced.keys()) {
    const parameter = space.find((one) => one.label === label);
    for (const condition of parameter?.when ?? []) {
      if (forced.has(condition.label)) continue;
      const before = known[space.findIndex((one) => one.label === condition.label)];
      const isMet = before !== undefined && condition.values.includes(canonicalJson(before));
      // Keys that are added while a map is walked through are visited, too.
      forced.set(condition.label, isMet ? before : (JSON.parse(condition.values[0] ?? 'null') as Json));
    }
  }
  return forced;
}

function usualValue({ distribution }: Parameter): Pick<FilledParameter, 'value' | 'from'> {
  if (distribution.kind === 'constant') return { value: distribution.value, from: 'first' };
  if (distribution.kind !== 'categorical') return { value: createQuantile(distribution)(0.5), from: 'middle' };
  const { values, probabilities } = distribution;
  return { value: values.find((_, index) => (probabilities?.[index] ?? 1) > 0) ?? null, from: 'first' };
}
