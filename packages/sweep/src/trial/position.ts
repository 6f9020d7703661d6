import type { PlannedTrial } from './plannedTrial.js';
import type { Slot } from './slot.js';

/** The position of a trial in the task graph, whether or not its params are known in advance. */
export type Position = PlannedTrial | Slot;

/** Distinguishes a position from all others of its sweep. */
export const positionId = (position: Position): string =>
  'definition' in position ? (position.slot?.id ?? position.id) : position.id;
