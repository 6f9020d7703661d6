export { journaledTrials } from './journal/journaledTrials.js';
export { artifactsDigest } from './trialFolder/checksums.js';
export { forgetJournal, isInUse } from './journal/claims.js';
export { type MeasuredCurvature, measureCurvature } from './evaluate/curvature/measureCurvature.js';
export { commandOf } from './evaluate/command/commandOf.js';
export type { Evaluation, Evaluator } from './model/evaluation.js';
export type { TrialTask } from './model/trialTask.js';
export { readTaskTrial, readTrial, type TrialRecord, type ExpectedTrial } from './trialFolder/readTrial.js';
export type { FinishedTrial } from './slice/finishedTrial.js';
export { isTreeStopped } from './processes/isTreeStopped.js';
export { processIdentity, type ProcessIdentity, processState, type ProcessState } from './processes/processIdentity.js';
export { rememberTexts } from './trialFolder/rememberTexts.js';
export { atOnce } from './resources/atOnce.js';
export { type HowToCheck, type SealMemory, sealProblem, type SeenArtifacts } from './trialFolder/seal.js';
export { parallelOf } from './slice/parallelOf.js';
export { runSlice, type SliceOptions } from './slice/runSlice.js';
export { traceTrial, type TracedTrial } from './trace/traceTrial.js';
export type { InputFiles } from './witness/inputFiles.js';
export { linksOn } from './witness/linksOn.js';
export type {
  Curvature,
  CurvatureOf,
  MeasuredTime,
  MeasureOptions,
  Metrics,
  Objective,
  ObjectiveParams,
  Trial,
} from './model/objective.js';
