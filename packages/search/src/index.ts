export { type Importance, importance, type ImportanceAxis } from './importance/importance.js';
export { describeChoice } from './adaptive/bayes.js';
export { proposeGeneration } from './adaptive/proposeGeneration.js';
export { isComparable, type Known, learnFrom } from './adaptive/known.js';
export { type Search, searchId, searchText } from './adaptive/search.js';
export {
  type KnownResults,
  planSlot,
  resolveSlots,
  type Slot,
  type SlotPlan,
  slotsUpTo,
  trialsInSlots,
} from './adaptive/slots.js';
export { climb, type Place, type Promotion } from './rungs/climb.js';
export { type Common, defineTrial, shared } from './defineTrial.js';
export { createCurves, type Curve, formatCurves, parseCurves } from './stop/curves.js';
export type { StopRule } from './stop/stopRule.js';
export { judgeRung } from './rungs/judgeRung.js';
export type { Ladder } from './rungs/ladder.js';
export type { ExpansionProblem } from './checkExpansion.js';
export { countTrials } from './countTrials.js';
export { expandSweep, type Expansion } from './expandSweep.js';
export type { PlannedTrial } from './plannedTrial.js';
export type { Json, JsonObject } from './json.js';
export { createStream, type Stream } from './random/stream.js';
export type { Distribution, Parameter, Space } from './space/distribution.js';
export { type Comparison, compareTrial, type Difference } from './lock/compareTrial.js';
export { formatKnownFile, type KnownFile, type KnownTrial, parseKnownFile } from './lock/knownFile.js';
export { createLock, formatLock, type Lock, type LockedTrial, parseLock } from './lock/lock.js';
export { flattenParams } from './space/flattenParams.js';
export { buildParams } from './space/params.js';
export { possibleValue, rangeOf } from './space/possibleValue.js';
export { factors, multiple } from './space/quantile.js';
export { valuesOf } from './space/valuesOf.js';
export { lineOfKey, parseSweep } from './sweep/parseSweep.js';
export { formatProblem, type Problem } from './sweep/problem.js';
export { pathProblem } from './sweep/nameRules.js';
export { sweepFileSchema, sweepJsonSchema } from './sweep/schema.js';
export { parseSweepDefaults, type SweepDefaults, sweepDefaultsJsonSchema } from './sweep/sweepDefaults.js';
export { isAdaptive, methodNames, type Method, type ParameterEntry, type SweepFile } from './sweep/sweepFile.js';
export {
  curvesFile,
  isKnownFile,
  isTypescript,
  knownFile,
  lockFile,
  paramsFile,
  replayTarget,
  reportTarget,
  shardTarget,
  sweepFileGlob,
  sweepName,
  sweepNameProblem,
  sweepTarget,
} from './sweep/sweepNames.js';
export type { Checked, DeclaredInput, Limits, LockPlace, Resources, Sweep } from './sweep/sweep.js';
export { canonicalJson, canonicalJsonText } from './trial/canonicalJson.js';
export { digest } from './trial/digest.js';
export { fromMetricValue, toMetricValue } from './trial/metricValue.js';
export { parseResult, parseRun } from './trial/parseResult.js';
export type { MetricValue, Outcome, TrialResult, TrialRun } from './trial/result.js';
export { shardOf } from './trial/shardOf.js';
export { type Budget, type Objective, type TrialDefinition, trialId, trialName } from './trial/trial.js';
export { paramsType } from './types/paramsType.js';
