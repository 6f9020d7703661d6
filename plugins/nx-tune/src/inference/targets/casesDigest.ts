import { canonicalJson, digest } from '@nx-tune/search';
import type { Sweep } from '@nx-tune/sweep';

import type { Cases } from '../read/caseInputs.js';

/** Changes whenever a case is added or removed, or names other files. */
export const casesDigest = ({ cases = [] }: Sweep, { inputs, globs }: Cases): string =>
  digest(canonicalJson([[...cases], [...inputs], [...globs]] as never), 26);
