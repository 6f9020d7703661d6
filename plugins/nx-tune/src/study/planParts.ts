import type { ExpandedSweep } from './readSweep.js';

/** The parts of a sweep that its trials follow from, with results. */
export type PlanParts = Pick<ExpandedSweep, 'trials' | 'slots' | 'promotions' | 'top'>;

/** Whether results decide which trials there are. */
export const followsFromResults = ({ slots, promotions, top }: PlanParts): boolean =>
  slots.length > 0 || promotions.length > 0 || top !== undefined;
