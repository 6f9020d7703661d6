import type { JsonObject } from '../json.js';
import { createStream } from '../random/stream.js';
import { canonicalJson } from '../trial/canonicalJson.js';
import type { Space } from './distribution.js';
import { buildParams } from './params.js';
import { createQuantile } from './quantile.js';

/** Where points that a user gave lie, and what they follow from. */
interface Given {
  readonly space: Space;
  readonly seed: string;
  /** Values by label; what is not there is open. */
  readonly points?: readonly JsonObject[];
}

/**
 * The params of the points that are tried first, each once. What a point leaves open is drawn from the parameter's
 * distribution by a stream that follows from the point, not from its place: another point, or another order, moves nothing.
 */
export function completePoints({ space, seed, points = [] }: Given): JsonObject[] {
  const params = points.map((point) => complete(space, seed, point));
  return [...new Map(params.map((one) => [canonicalJson(one), one])).values()];
}

function complete(space: Space, seed: string, point: JsonObject): JsonObject {
  const values = new Map(Object.entries(point));
  const text = canonicalJson(point);
  return buildParams(
    space,
    space.map(({ label, distribution }) =>
      values.has(label)
        ? (values.get(label) ?? null)
        : createQuantile(distribution)(createStream(seed, 'point', text, label)()),
    ),
  );
}
