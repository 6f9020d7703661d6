import {
  activity,
  allows,
  buildParams,
  canonicalJson,
  type JsonObject,
  pickValues,
  possibleValue,
  type Space,
  valuesOf,
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

/** The trials of params that a user tries by hand: one for each evaluation, as if the params were among the sweep's points. */
export const handTrials = (sweep: HandSweep, params: JsonObject): PlannedTrial[] =>
  evaluationKeysOf(sweep).map((key) => namedTrial(evaluationAt(defineTrial(sweep, params), key), sweep.variant));

/** Whether a sweep could try params by hand: its space has them, and no decision stands between a trial and the next one. */
export const canTry = (sweep: HandSweep, params: JsonObject): boolean =>
  sweep.ladder === undefined && sweep.race === undefined && isInSpace(sweep.space, params) && allows(sweep)(params);

/** Whether params are a whole point of a space. */
function isInSpace(space: Space, params: JsonObject): boolean {
  const values = valuesOf(space, params);
  if (canonicalJson(buildParams(space, values)) !== canonicalJson(params)) return false;
  const isActive = activity(space, pickValues(space, values));
  return space.every(
    ({ distribution }, index) => !isActive(index) || possibleValue(distribution, values[index] ?? null) !== undefined,
  );
}

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
