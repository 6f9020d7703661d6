import {
  activity,
  allows,
  canonicalJson,
  hasParamsOf,
  type JsonObject,
  pickValues,
  type Space,
  valuesOf,
  withoutPicks,
} from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { defineTrial } from '../trial/defineTrial.js';
import { evaluationAt, evaluationKeysOf } from '../trial/evaluationKey.js';
import { namedTrial } from '../trial/namedTrial.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';

type HandSweep = Pick<
  Sweep,
  | 'objective'
  | 'seed'
  | 'stop'
  | 'reports'
  | 'space'
  | 'exclude'
  | 'constraints'
  | 'replicates'
  | 'cases'
  | 'variant'
  | 'ladder'
  | 'race'
>;

/** The trials of params that a user tries by hand: one for each evaluation, as if the params were among the sweep's points, or outside of its space among its baselines. */
export const handTrials = (sweep: HandSweep, params: JsonObject): PlannedTrial[] =>
  evaluationKeysOf(sweep).map((key) => namedTrial(evaluationAt(defineTrial(sweep, params), key), sweep.variant));

/**
 * True if a sweep could try params by hand: they are those of its space, and no decision comes between a trial and the next one.
 */
export const canTry = (sweep: HandSweep, params: JsonObject): boolean =>
  sweep.ladder === undefined && sweep.race === undefined && hasParamsOf(sweep.space, params) && allows(sweep)(params);

/** Params as an element of `points`: what can vary, by label, so that nothing is left to be drawn. */
export function pointOfParams(space: Space, params: JsonObject): JsonObject {
  const values = valuesOf(space, params);
  const isActive = activity(space, pickValues(space, values));
  return Object.fromEntries(
    space.flatMap(({ label, path, distribution }, index) =>
      isActive(index) && path.length > 0 && distribution.kind !== 'constant' ? [[label, values[index] ?? null]] : [],
    ),
  );
}

/** Params as they are written under `baselines`: by label, without constants that are as in the sweep file. */
export function baselineOfParams(space: Space, params: JsonObject): JsonObject {
  const plain = withoutPicks(space);
  const values = valuesOf(plain, params);
  const isActive = activity(plain, values);
  return Object.fromEntries(
    plain.flatMap(({ path, distribution }, index) => {
      const value = values[index] ?? null;
      const isUsual = distribution.kind === 'constant' && canonicalJson(distribution.value) === canonicalJson(value);
      return isActive(index) && path.length > 0 && !isUsual ? [[path.join('.'), value]] : [];
    }),
  );
}
