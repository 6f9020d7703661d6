import { canonicalJson } from '../core/canonicalJson.js';
import { defined } from '../core/defined.js';
import type { JsonObject } from '../core/json.js';
import type { Space } from './distribution.js';
import { activity, buildParams } from './params.js';
import { unionLabel } from './selectors.js';
import { valueOfType } from './valueOfType.js';
import { valuesOf } from './valuesOf.js';

/**
 * True if params have all parameters of a space that are active with them, and no others, each with a value of its type. They may
 * lie outside of the space.
 */
export function hasParamsOf(space: Space, params: JsonObject): boolean {
  const plain = withoutPicks(space);
  const values = valuesOf(plain, params);
  const union = plain.findIndex(({ label }) => label === unionLabel);
  const selector = plain[union]?.distribution;
  const alternatives = selector?.kind === 'categorical' ? selector.values : [null];
  return alternatives.some((alternative) => {
    const own = union < 0 ? values : values.with(union, alternative);
    const isActive = activity(plain, own);
    return (
      canonicalJson(buildParams(plain, own)) === canonicalJson(params) &&
      plain.every(
        ({ distribution, path }, index) =>
          path.length === 0 || !isActive(index) || valueOfType(distribution, own[index] ?? null) !== undefined,
      )
    );
  });
}

/** The space without the ties between zipped parameters: each has the value that it is given. */
export const withoutPicks = (space: Space): Space =>
  space.some(({ picks }) => picks !== undefined)
    ? space.map(({ path, label, distribution, when }) => ({ path, label, distribution, ...defined({ when }) }))
    : space;
