export { forgetJournal } from './claims.js';
export type { Evaluation, Evaluator, TrialTask } from './evaluation.js';
export { readTrial, type TrialRecord, type WantedTrial } from './readTrial.js';
export { type FinishedTrial, runSlice, type SliceOptions } from './runSlice.js';
export type { Metrics, Objective, Params, Trial } from './trial.js';
