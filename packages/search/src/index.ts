export { canonicalJson, canonicalJsonText } from './core/canonicalJson.js';
export { type Defined, defined } from './core/defined.js';
export { didYouMean, nearestName } from './core/didYouMean.js';
export { digest } from './core/digest.js';
export { flattenParams } from './core/flattenParams.js';
export { isJsonObject } from './core/isJsonObject.js';
export { isSameJson } from './core/isSameJson.js';
export type { Json, JsonObject, Serialisable } from './core/json.js';
export { printable } from './core/printable.js';
export { parsePythonJson } from './core/pythonJson.js';
export { pythonStr } from './core/pythonText.js';
export { createStream, type Stream } from './core/stream.js';

export { effectiveDimension } from './importance/effectiveDimension.js';
export { firstThat } from './importance/firstThat.js';
export { type Importance, measureFit, measureImportance } from './importance/importance.js';
export type { ImportanceAxis } from './importance/importanceAxis.js';
export { measureTopImportance, type TopAxis, type TopImportance } from './importance/topImportance.js';
export { crowdingDistances } from './pareto/crowding.js';
export { dominates, frontNumbers, type Losses, paretoFront } from './pareto/dominance.js';
export { exclusiveHypervolume, hypervolume } from './pareto/hypervolume.js';
export { kneeOf } from './pareto/knee.js';
export { type PointPreference, preferredOf } from './pareto/preferredOf.js';
export { scaledLosses } from './pareto/scaledLosses.js';
export type { AdaptiveRequest, AdaptiveSampler, Point } from './samplers/adaptive/adaptiveSampler.js';
export { startPoint } from './samplers/adaptive/startPoint.js';
export { explainers } from './samplers/explainers.js';
export type { Band, ModelsExplanation, ProposedBecause } from './samplers/adaptive/explanation.js';
export { adaptiveSamplers } from './samplers/adaptiveSamplers.js';
export { describeChoice, type GoalCounts, usesGp } from './samplers/bayes.js';
export { type AdaptiveMethod, adaptiveMethodNames, isAdaptive, type Method, methodNames } from './samplers/methods.js';
export {
  type AcquisitionName,
  acquisitionNames,
  type GpOptions,
  type KernelName,
  kernelNames,
  usualGp,
} from './samplers/gp/gpOptions.js';
export { type ExpectedGain, expectedGain } from './samplers/gp/expectedGain.js';
export { type ModelSlice, type ModelSlices, modelSlices } from './samplers/modelSlices.js';
export { unitSamplers } from './samplers/unitSamplers.js';
export { chosenIndex, completePoints } from './space/completePoints.js';
export type { Condition, Distribution, Numeric, Parameter, Space } from './space/distribution.js';
export { isStatement, labelsIn } from './expression/expression.js';
export { type MixedKinds, mixedKinds } from './expression/mixedKinds.js';
export { createGrid } from './space/grid.js';
export { activity, buildParams, isFree, pickValues } from './space/params.js';
export { parseExpression } from './expression/parseExpression.js';
export { describeValues, possibleValue, rangeOf } from './space/possibleValue.js';
export { hasParamsOf, withoutPicks } from './space/hasParamsOf.js';
export { liesIn } from './space/liesIn.js';
export { isLogarithmic, type Prior, type Priors, withPriors } from './space/prior.js';
export { createQuantile, factors, multiple, support } from './space/quantile.js';
export { allows, type Exclusion, type Restrictions } from './space/restrictions.js';
export { allowedGrid, createSearchSpace, mostLooks, type SearchSpace } from './space/searchSpace.js';
export { meanOf, medianOf, standardError } from './statistics/meanOf.js';
export { measureNoise, type Noise } from './statistics/measureNoise.js';
export { noiseToSpread } from './statistics/noiseToSpread.js';
export { studentQuantile } from './statistics/studentQuantile.js';
export { type Evaluations, winnerWorth, type Worth, type WorthOptions } from './statistics/winnerWorth.js';
export { unionLabel, zipLabel } from './space/selectors.js';
export { valuesOf } from './space/valuesOf.js';
export { typesOf, valueOfType } from './space/valueOfType.js';
export { type Friedman, friedman } from './statistics/friedman.js';
export { signedRank } from './statistics/wilcoxon.js';
export { type ExtremeEigenvalues, extremeEigenvalues } from './theory/extremeEigenvalues.js';
export { hessianProducts } from './theory/hessianProducts.js';
export { type Recommendation, recommend, type SgdGoal, type TheoryProblem } from './theory/recommend.js';
export { type TheoryMethod, theoryMethods } from './theory/theoryMethods.js';
export { CurvatureMistake } from './theory/vector.js';
