import { defined } from '@nx-tune/search/core';

import { withVariant } from '../model/variant.js';
import type { PlannedTrial } from './plannedTrial.js';
import { trialName } from './taskName.js';
import { type TrialDefinition, trialId } from './trial.js';

/** A trial that is known in advance, with its id and its name. */
export function namedTrial(definition: TrialDefinition, variant: string | undefined): PlannedTrial {
  const id = trialId(definition);
  return { definition, id, name: withVariant(trialName(definition, id), variant), ...defined({ variant }) };
}
