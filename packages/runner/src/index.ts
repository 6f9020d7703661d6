export { artifactsDigest } from './checksums.js';
export { forgetJournal, isInUse } from './claims.js';
export type { Evaluation, Evaluator, TrialTask } from './evaluation.js';
export { readTaskTrial, readTrial, type TrialRecord, type WantedTrial } from './readTrial.js';
export { type FinishedTrial, runSlice, type SliceOptions } from './runSlice.js';
export type { Metrics, Objective, ObjectiveParams, Trial } from './trial.js';
