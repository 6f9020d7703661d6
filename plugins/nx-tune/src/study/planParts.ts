import type { Position } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The parts of a sweep that its trials follow from, with results. */
export type PlanParts = Pick<ExpandedSweep, 'trials' | 'slots' | 'promotions' | 'top' | 'rounds' | 'judgements'>;

/** True if results decide which trials there are. */
export const followsFromResults = ({ slots, promotions, rounds, judgements, top }: PlanParts): boolean =>
  slots.length > 0 || promotions.length > 0 || rounds.length > 0 || judgements.length > 0 || top !== undefined;

/** The positions of all trials that may run. */
export const positionsOf = ({
  trials,
  slots,
  top,
}: Pick<PlanParts, 'trials' | 'slots' | 'top'>): readonly Position[] => [
  ...trials,
  ...slots,
  ...(top?.candidates ?? []).flatMap(({ to }) => to),
];
