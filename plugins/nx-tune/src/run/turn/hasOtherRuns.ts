import { processState } from '@nx-tune/runner/processes';

import { ownTurn } from './ownTurn.js';
import { registeredRuns } from './registry.js';

/**
 * True if another run is going on. It may have asked Nx's cache for trials before this one had stored them, and look for them in
 * the journal when its process has started.
 */
export function hasOtherRuns(workspaceRoot: string): boolean {
  const turn = ownTurn(workspaceRoot);
  if (turn === undefined) return false;
  return registeredRuns(turn.folder).some(
    ({ number, processes }) => number !== turn.number && processes.some((one) => processState(one) !== 'dead'),
  );
}
