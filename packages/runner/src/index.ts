export { artifactsDigest } from './trialFolder/checksums.js';
export { forgetJournal, isInUse } from './journal/claims.js';
export type { Evaluation, Evaluator } from './model/evaluation.js';
export type { TrialTask } from './model/trialTask.js';
export { readTaskTrial, readTrial, type TrialRecord, type ExpectedTrial } from './trialFolder/readTrial.js';
export { type FinishedTrial, runSlice, type SliceOptions } from './slice/runSlice.js';
export { traceTrial, type TracedTrial } from './trace/traceTrial.js';
export type { InputFiles } from './witness/inputFiles.js';
export type { Metrics, Objective, ObjectiveParams, Trial } from './model/objective.js';
