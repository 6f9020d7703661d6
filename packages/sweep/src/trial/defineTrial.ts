import { defined, type JsonObject } from '@nx-tune/search/core';

import { floatsOf } from './floatParams.js';
import type { StopRule } from './stopRule.js';
import type { ObjectiveDefinition, TrialDefinition } from './trial.js';

/** The settings that all trials of a sweep have in common. */
export interface TrialSettings {
  readonly objective: ObjectiveDefinition;
  readonly seed: string;
  readonly stop?: StopRule;
  readonly reports?: string;
}

/** A trial that continues no other. */
export const defineTrial = (common: TrialSettings, params: JsonObject): TrialDefinition => ({
  ...trialSettings({ ...common, objective: objectiveFor(common.objective, params) }),
  params,
});

/** The objective of one trial, which knows only what its own params show of `floats`. */
export function objectiveFor(objective: ObjectiveDefinition, params: JsonObject): ObjectiveDefinition {
  if (objective.kind === 'module' || objective.floats === undefined) return objective;
  const { floats, ...rest } = objective;
  return { ...rest, ...defined({ floats: floatsOf(floats, params) }) };
}

/** The part of a definition that all trials of a sweep have in common. */
export const trialSettings = ({ objective, seed, stop, reports }: TrialSettings): Omit<TrialDefinition, 'params'> => ({
  objective,
  seed,
  ...defined({ stop, reports }),
});
