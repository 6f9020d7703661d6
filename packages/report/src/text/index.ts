/** The part that a batch of trials needs to say how it goes: without charts, tables and the parser of sweep files. */
export { escapeControl } from './escapeControl.js';
export { escapeLines } from './escapeLines.js';
export { formatNumber } from './formatNumber.js';
export { formatPlan } from './formatPlan.js';
export { formatProgress } from './formatProgress.js';
export { sweepTitle } from './sweepTitle.js';
