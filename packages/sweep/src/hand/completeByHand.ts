import {
  activity,
  buildParams,
  canonicalJson,
  chosenIndex,
  createQuantile,
  type Json,
  type JsonObject,
  type Parameter,
  pickValues,
  possibleValue,
  type Space,
  valuesOf,
} from '@nx-tune/search';

/** A parameter that a user has left open, and where its value comes from. */
export interface FilledParameter {
  readonly label: string;
  readonly value: Json;
  /** The best params so far; the file, for the first of listed values; or the middle of a range. */
  readonly from: 'best' | 'first' | 'middle';
}

/** Params that a user has named in part, as a whole. */
export interface CompletedByHand {
  readonly params: JsonObject;
  readonly filled: readonly FilledParameter[];
}

/**
 * Completes values that a user has named by label: what is open is as in the best params so far, and where these do not have it, the
 * first of listed values or the middle of a range. A parameter that was named is made active: the parameter on which that depends
 * changes if it has to.
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
    const before =
      known.length > 0 && isKnown(index) ? possibleValue(parameter.distribution, known[index] ?? null) : undefined;
    return before === undefined ? usualValue(parameter) : { value: before, from: 'best' };
  });
  const values = origins.map(({ value }) => value);
  const isActive = activity(space, pickValues(space, values));
  const picked = pickValues(space, values);
  const filled = space.flatMap(({ label, path, distribution }, index): FilledParameter[] => {
    const isOpen = isActive(index) && path.length > 0 && !named.has(label) && distribution.kind !== 'constant';
    return isOpen ? [{ label, value: picked[index] ?? null, from: origins[index]?.from ?? 'first' }] : [];
  });
  return { params: buildParams(space, values), filled };
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
