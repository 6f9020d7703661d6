import { didYouMean, type Space } from '@nx-tune/search';

import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';

/** The finding for a name that belongs to no parameter, in a key that takes names of parameters. */
export function unknownParameter(space: Space, key: readonly PropertyKey[], path: readonly string[]): FileFinding {
  const labels = space.filter(({ path }) => path.length > 0).map(({ label }) => label);
  const label = path.join('.');
  return {
    at: [...key, ...path],
    rule: `unknown parameter ${showValue(label)}`,
    remedy: didYouMean(label, labels) ?? `Parameters: ${labels.join(', ')}.`,
  };
}
