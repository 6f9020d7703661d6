export { paramsType } from './file/codegen/paramsType.js';
export { addInputs } from './file/edit/addInputs.js';
export { addBaseline, baselineText } from './file/edit/addBaseline.js';
export { addPoint, pointText } from './file/edit/addPoint.js';
export { inputsText, type NotedInput } from './file/edit/inputText.js';
export { pathProblem } from './file/nameRules.js';
export { yamlText } from './file/yamlText.js';
export type { Baseline } from './model/baseline.js';
export { type BaseReader, noBases } from './file/extends/baseReader.js';
export { showRate } from './file/normalize/theoryNote.js';
export { usualTheoryNames } from './file/normalize/theoryParams.js';
export { presetPrefix } from './file/extends/findBase.js';
export { lineOfKey, parseSweep, placeOfKey } from './file/parseSweep.js';
export { type Checked, formatProblem, type Problem } from './file/problem.js';
export type { ParameterEntries, ParameterEntry } from './file/schema/parameterEntry.js';
export { sweepFileSchema, sweepJsonSchema } from './file/schema/sweepFileSchema.js';
export type { SweepFile, WrittenGoals } from './file/schema/sweepKeys.js';
export { parseSweepDefaults, type SweepDefaults, sweepDefaultsJsonSchema } from './file/sweepDefaults.js';
export {
  allTarget,
  curvesFile,
  isImportedResultsFile,
  isTypescript,
  importedResultsFile,
  lockFile,
  paramsFile,
  beforeTarget,
  replayTarget,
  reportTarget,
  shardTarget,
  sweepFileGlob,
  sweepName,
  sweepNameProblem,
  sweepTarget,
} from './file/sweepNames.js';
export {
  type CompletedByHand,
  completeByHand,
  type FilledParameter,
  type OutsideValue,
} from './hand/completeByHand.js';
export { baselineOfParams, canTry, handTrials, pointOfParams } from './hand/handPoint.js';
export { readWords } from './hand/readWords.js';
export { type GoalsExplanation, type Suggestion, type Suggestions, suggestNext, type Why } from './hand/suggestNext.js';
export { compareTrial, type ComparisonRules, type Difference, type LockComparison } from './lock/compareTrial.js';
export { type ComparedTotal, totalOf } from './lock/comparedTotal.js';
export { costsInLock } from './lock/costsInLock.js';
export { createCurves, type Curve, formatCurves, parseCurves } from './lock/curves.js';
export {
  formatImportedResults,
  type ImportedResults,
  type ImportedTrial,
  parseImportedResults,
} from './lock/importedResults.js';
export { isComparable, learnFrom } from './lock/learnFrom.js';
export { createLock, formatLock, type Lock, type LockedTrial, lockTrial, parseLock, resultOf } from './lock/lock.js';
export { renewLock } from './lock/renewLock.js';
export { aggregateOf } from './model/aggregate.js';
export type { Aggregate } from './model/aggregateNames.js';
export { type Race, roundEnds, usualRace } from './model/race.js';
export { type Ladder, lastBudget } from './model/ladder.js';
export { type MeasuredMetric, usualTolerance } from './model/measuredMetric.js';
export type { PickRule } from './model/pickRule.js';
export type {
  AutoReplicates,
  DeclaredInput,
  Limits,
  WarmStartSource,
  Resources,
  Sweep,
  SweepLimits,
  SweepResources,
} from './model/sweep.js';
export { variantOf, whereCrashesFail, withVariant } from './model/variant.js';
export type { RecordedCosts } from './model/recordedCosts.js';
export type { WarmStart } from './model/warmStart.js';
export type { ExpansionProblem } from './plan/checkExpansion.js';
export { countTrials } from './plan/countTrials.js';
export { usualTop } from './file/normalize/normalizeReplicateTop.js';
export { isSeedNotice } from './file/normalize/noticesOf.js';
export { expandSweep, type Expansion } from './plan/expandSweep.js';
export { type AutoPlan, choiceFrom, type NoiseJudgement, resolveAuto } from './plan/autoReplicates.js';
export {
  chooseReplicates,
  errorShare,
  isWithoutNoise,
  mostChosen,
  type NoiseJudge,
  pilotCount,
  type ReplicatesChoice,
} from './plan/chooseReplicates.js';
export { type RaceRound, resolveRace } from './plan/expandRace.js';
export { judgeRace } from './plan/judgeRace.js';
export { judgeRung } from './plan/judgeRung.js';
export { expectedGainAfter, gainWanted, proposeGeneration } from './plan/proposeGeneration.js';
export { type Configurations, groupByParams, type ModelStep, modelSteps } from './plan/modelSteps.js';
export { chooseTop } from './plan/chooseTop.js';
export { countTop, resolveTop, type TopCandidate, type TopChoice } from './plan/replicateTop.js';
export { resolvePromotions, type Promotion } from './plan/resolvePromotions.js';
export { type Search, searchId, searchText } from './plan/search.js';
export {
  type AvailableResults,
  planSlot,
  resolveSlots,
  type SlotPlan,
  slotsUpTo,
  trialsInSlots,
} from './plan/slots.js';
export { isSpent, needsCost, withCost } from './plan/withCost.js';
export { type CostedResult, secondsOf, spentSeconds } from './trial/cost.js';
export { evaluationAt, type EvaluationKey, evaluationKeysOf } from './trial/evaluationKey.js';
export { type Budget, type BudgetAmount, budgetSize, wholeRun } from './trial/budget.js';
export { defineTrial, trialSettings, type TrialSettings } from './trial/defineTrial.js';
export { lossOf, lossValue } from './trial/loss.js';
export type { Need } from './trial/needs.js';
export { type Goal, goalCounts, goalsOf, goalsText, type Metric } from './trial/metric.js';
export { configurationLoss, judgeConfiguration, type Judged } from './trial/configurationLoss.js';
export { resultRule, ruleViolation } from './trial/resultRules.js';
export { bestFirst } from './plan/bestFirst.js';
export { hasOwnFront } from './lock/hasOwnFront.js';
export {
  type Front,
  frontOf,
  type FrontRules,
  hypervolumeHistory,
  referenceCount,
  usualPreference,
} from './plan/frontOf.js';
export type { Preference } from './model/preference.js';
export { fromMetricValue, toMetricValue } from './trial/metricValue.js';
export { parseResult, parseRun } from './trial/parseResult.js';
export type { PlannedTrial } from './trial/plannedTrial.js';
export type { RacePlace } from './trial/racePlace.js';
export type { Position } from './trial/position.js';
export type { MetricValue, Outcome, Seal, StoredResult, TrialResult, TrialRun, Undeclared } from './trial/result.js';
export { readFor, resultFor } from './trial/resultFor.js';
export { shardOf } from './trial/shardOf.js';
export type { Slot } from './trial/slot.js';
export type { StopRule } from './trial/stopRule.js';
export { askName, chunksName, inputsName, isTaskOf, promotionName, taskName, trialName } from './trial/taskName.js';
export { type CommandDefinition, type ObjectiveDefinition, type TrialDefinition, trialId } from './trial/trial.js';
