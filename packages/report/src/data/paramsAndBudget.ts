import { flattenParams, type Json } from '@nx-tune/search';
import type { TrialResult } from '@nx-tune/sweep';

/** The params of a trial by their labels, followed by its budget. */
export const paramsAndBudget = ({
  params,
  budget = {},
}: Pick<TrialResult, 'params' | 'budget'>): readonly (readonly [label: string, value: Json])[] => [
  ...flattenParams(params),
  ...Object.entries(budget),
];
