import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import { createStream } from '../core/stream.js';
import type { Parameter, Space } from './distribution.js';
import { buildParams } from './params.js';
import { createQuantile } from './quantile.js';
import { allows, type Restrictions } from './restrictions.js';

/** Where points that a user gave lie, and what they follow from. */
interface Given extends Restrictions {
  readonly space: Space;
  readonly seed: string;
  /** Values by label; what is not there is open. */
  readonly points?: readonly JsonObject[];
}

/**
 * The params of the points that are tried first, each once. What a point leaves open is drawn from the parameter's
 * distribution by a stream that follows from the point, not from its place: another point, or another order, moves nothing.
 */
export function completePoints(given: Given): JsonObject[] {
  const { space, seed, points = [] } = given;
  const params = points.map((point) => complete(space, seed, point)).filter(allows(given));
  return [...new Map(params.map((one) => [canonicalJson(one), one])).values()];
}

function complete(space: Space, seed: string, point: JsonObject): JsonObject {
  const values = new Map(Object.entries(point));
  const text = canonicalJson(point);
  const valueFor = (parameter: Parameter): Json => {
    const { label, distribution } = parameter;
    if (values.has(label)) return values.get(label) ?? null;
    return (
      chosenIndex(space, parameter, values) ?? createQuantile(distribution)(createStream(seed, 'point', text, label)())
    );
  };
  return buildParams(space, space.map(valueFor));
}

/** What a selector has to be for the group that it zips to have the values that the point names. */
export function chosenIndex(space: Space, { label }: Parameter, values: ReadonlyMap<string, Json>): number | undefined {
  const named = space.filter(({ picks, label: own }) => picks === label && values.has(own));
  const listOf = ({ distribution }: Parameter): readonly Json[] =>
    distribution.kind === 'categorical' ? distribution.values : [];
  const [first] = named;
  if (first === undefined) return undefined;
  const index = listOf(first).findIndex((_, at) =>
    named.every((one) => canonicalJson(listOf(one)[at] ?? null) === canonicalJson(values.get(one.label) ?? null)),
  );
  return index < 0 ? undefined : index;
}
