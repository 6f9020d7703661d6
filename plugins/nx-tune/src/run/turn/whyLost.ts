import { describeRun } from './describeRun.js';
import type { OwnTurn } from './ownTurn.js';
import { registeredRuns } from './registry.js';

/** Says what has happened to a run that is not registered any more. */
export function whyLost({ folder, number }: OwnTurn): string {
  const later = registeredRuns(folder).find((run) => run.number > number);
  const who = later === undefined ? 'Another run' : describeRun(later);
  return `This run has lost its turn: it was stopped, or its registration under .nx/workspace-data was removed. ${who} may have written to the folders of its trials meanwhile, so it ends here. Run it again: what it has cached is restored.`;
}
