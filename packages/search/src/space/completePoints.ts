import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import { createStream } from '../core/stream.js';
import type { Parameter, Space } from './distribution.js';
import { buildParams } from './params.js';
import { createQuantile } from './quantile.js';
import { allows, type Restrictions } from './restrictions.js';

/** Points given by the user, and what the rest of their params follows from. */
interface GivenPoints extends Restrictions {
  readonly space: Space;
  readonly seed: string;
  /** Values by label; a parameter that is not named is open. */
  readonly points?: readonly JsonObject[];
}

/**
 * The params of the points that are tried first, each once. A parameter that a point leaves open is drawn from its
 * distribution by a stream that depends on the point and not on its position, so that adding or reordering points does not
 * change the others.
 */
export function completePoints(given: GivenPoints): JsonObject[] {
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

/** The value of a selector with which its zipped group has the values that the point names. */
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
