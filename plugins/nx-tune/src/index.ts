export const name = 'nx-tune';
export { preTasksExecution } from './hooks/preTasksExecution.js';
export { createDependencies } from './imports/createDependencies.js';
export { createNodes } from './inference/createNodes.js';
export type { Metrics, Objective, Params, Trial } from '@nx-tune/runner';
