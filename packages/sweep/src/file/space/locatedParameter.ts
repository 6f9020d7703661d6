import type { Parameter } from '@nx-tune/search';

import type { ParameterProblem } from './normalizeParameter.js';

/** A parameter and its position in the file. */
export interface LocatedParameter {
  readonly parameter: Parameter;
  readonly at: readonly PropertyKey[];
}

/** A problem with the path of the key that it is about, from the root of the file. */
export interface SpaceProblem extends ParameterProblem {
  readonly at: readonly PropertyKey[];
}
