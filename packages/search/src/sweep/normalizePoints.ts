import type { JsonObject } from '../json.js';
import { byLabel } from '../space/byLabel.js';
import type { Space } from '../space/distribution.js';
import { describeValues, possibleValue } from '../space/possibleValue.js';
import type { Finding, Found } from './normalizeSweep.js';
import { showValue } from './problem.js';
import type { SweepFile } from './sweepFile.js';
import { unknownParameter } from './unknownParameter.js';

/** What is tried first: of each point the values by label, as trials have them, without those of constants. */
export function normalizePoints({ points }: SweepFile, space: Space): Found<readonly JsonObject[] | undefined> {
  if (points === undefined) return { value: undefined };
  const found = points.map((point, index) => normalizePoint(space, point, ['points', index]));
  const problems = found.flatMap((one) => one.problems ?? []);
  return problems.length > 0
    ? { problems }
    : { value: found.flatMap(({ value }) => (value === undefined ? [] : [value])) };
}

function normalizePoint(space: Space, point: JsonObject, key: readonly PropertyKey[]): Found<JsonObject> {
  const { entries, unknown } = byLabel(space, point);
  const values = entries.map((entry) => ({
    ...entry,
    possible: possibleValue(entry.parameter.distribution, entry.value),
  }));
  const impossible = values
    .filter(({ possible }) => possible === undefined)
    .map(({ parameter: { label, distribution }, at, value }): Finding => ({
      at: [...key, ...at],
      rule: `a point has possible values: ${label} is ${describeValues(distribution)}`,
      found: `it is ${showValue(value)}`,
      remedy: 'Change the point, or widen the parameter.',
    }));
  const problems = [...unknown.map((path) => unknownParameter(space, key, path)), ...impossible];
  if (problems.length > 0) return { problems };
  const varying = values.filter(({ parameter }) => parameter.distribution.kind !== 'constant');
  return { value: Object.fromEntries(varying.map(({ parameter, possible }) => [parameter.label, possible ?? null])) };
}
