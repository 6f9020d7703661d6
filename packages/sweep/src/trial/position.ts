import type { PlannedTrial } from './plannedTrial.js';
import type { Slot } from './slot.js';

/** Where a trial stands in the task graph, whether or not its params are known in advance. */
export type Position = PlannedTrial | Slot;
