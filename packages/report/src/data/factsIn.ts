import type { ReportData } from './reportData.js';

/** The facts of trials that filters of the page know beside those of every trial. */
export const factsIn = ({ trials, front, violating }: Pick<ReportData, 'trials' | 'front' | 'violating'>): string[] => [
  ...(front === undefined ? [] : ['front', 'picked']),
  ...(violating === undefined ? [] : ['violates']),
  ...(trials.baseline === undefined ? [] : ['baseline']),
];
