import type { JsonObject } from './json.js';
import type { Sweep } from './sweep/sweep.js';
import type { TrialDefinition } from './trial/trial.js';

/** What all trials of a sweep have in common. */
export type Common = Pick<Sweep, 'objective' | 'metric' | 'seed' | 'stop'>;

/** A trial that continues no other. */
export const defineTrial = (common: Common, params: JsonObject): TrialDefinition => ({ ...shared(common), params });

/** The part of a definition that all trials of a sweep have in common. */
export const shared = ({ objective, metric, seed, stop }: Common): Omit<TrialDefinition, 'params'> => ({
  objective,
  metric: metric.name,
  seed,
  ...(stop === undefined ? {} : { stop }),
});
