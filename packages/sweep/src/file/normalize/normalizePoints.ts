import {
  canonicalJson,
  chosenIndex,
  describeValues,
  type JsonObject,
  possibleValue,
  type Space,
} from '@nx-tune/search';

import type { FileFinding, Normalized } from '../finding.js';
import { showValue } from '../problem.js';
import { byLabel, type LabelledEntry } from '../space/byLabel.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { unknownParameter } from './unknownParameter.js';

/** Normalizes the points to try first: the values of each by label, as trials have them, without constants. */
export function normalizePoints({ points }: SweepFile, space: Space): Normalized<readonly JsonObject[] | undefined> {
  if (points === undefined) return { value: undefined };
  const found = points.map((point, index) => normalizePoint(space, point, ['points', index]));
  const problems = found.flatMap((one) => one.problems ?? []);
  return problems.length > 0
    ? { problems }
    : { value: found.flatMap(({ value }) => (value === undefined ? [] : [value])) };
}

function normalizePoint(space: Space, point: JsonObject, key: readonly PropertyKey[]): Normalized<JsonObject> {
  const { entries, unknown } = byLabel(space, point);
  const values = entries.map((entry) => ({
    ...entry,
    possible: possibleValue(entry.parameter.distribution, entry.value),
  }));
  const impossible = values
    .filter(({ possible }) => possible === undefined)
    .map(({ parameter: { label, distribution }, at, value }): FileFinding => ({
      at: [...key, ...at],
      rule: `a point must have possible values: ${label} is ${describeValues(distribution)}`,
      found: `it is ${showValue(value)}`,
      remedy: 'Change the point, or widen the parameter.',
    }));
  const problems = [...unknown.map((path) => unknownParameter(space, key, path)), ...impossible];
  if (problems.length > 0) return { problems };
  const absent = absentProblem(values, key);
  if (absent !== undefined) return { problems: [absent] };
  const unzipped = unzippedProblem(space, values, key);
  if (unzipped !== undefined) return { problems: [unzipped] };
  const varying = values.filter(({ parameter }) => parameter.distribution.kind !== 'constant');
  return { value: Object.fromEntries(varying.map(({ parameter, possible }) => [parameter.label, possible ?? null])) };
}

/** Finds values of a zipped group that never occur together. */
function unzippedProblem(
  space: Space,
  values: readonly LabelledEntry[],
  key: readonly PropertyKey[],
): FileFinding | undefined {
  const named = new Map(values.map(({ parameter, value }) => [parameter.label, value]));
  const groups = new Set(values.flatMap(({ parameter }) => parameter.picks ?? []));
  const broken = [...groups].find((label) => {
    const [selector] = space.filter((parameter) => parameter.label === label);
    return selector !== undefined && chosenIndex(space, selector, named) === undefined;
  });
  if (broken === undefined) return undefined;
  const members = space.filter(({ picks }) => picks === broken).map(({ label }) => label);
  return {
    at: [...key],
    rule: `${members.join(' and ')} are zipped: their values change together`,
    found: 'the point has values that do not belong together',
  };
}

/** Finds a value for a parameter that is not active, given the other values of the point. */
function absentProblem(values: readonly LabelledEntry[], key: readonly PropertyKey[]): FileFinding | undefined {
  const named = new Map(values.map(({ parameter, value }) => [parameter.label, canonicalJson(value)]));
  for (const { parameter, at } of values)
    for (const { label, values: wanted } of parameter.when ?? [])
      if (named.has(label) && !wanted.includes(named.get(label) ?? ''))
        return {
          at: [...key, ...at],
          rule: `${parameter.label} is active only if ${label} is ${wanted.join(' or ')}`,
          found: `the point has ${label} ${named.get(label)}`,
          remedy: 'Remove one of them.',
        };
  return undefined;
}
