import type { PlannedTrial } from './plannedTrial.js';
import type { Slot } from './slot.js';

/** The position of a trial in the task graph, whether or not its params are known in advance. */
export type Position = PlannedTrial | Slot;
