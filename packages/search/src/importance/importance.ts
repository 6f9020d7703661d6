import { createStream } from '../core/stream.js';
import { type ImportanceAxis, toUnit } from './importanceAxis.js';
import { varianceShares } from './marginals.js';
import { growTree, leavesOf, predict, type Sample, type Tree } from './regressionTree.js';

/** The share of the metric's variance that each parameter explains by itself. */
export interface Importance {
  /** For each axis, its share of the variance, from 0 to 1, and the standard deviation of that over the trees. */
  readonly axes: readonly { readonly fraction: number; readonly deviation: number }[];
  /** R² of predictions for trials that a tree has not seen: at most 1, and near 0 if there is nothing to explain. */
  readonly fit: number;
}

/** With fewer trials, any answer would be invented. */
const fewestTrials = 10;

/** Beyond this number of trials, an evenly spaced selection is used: the answer hardly changes, and the time does. */
const mostTrials = 512;

const trees = 32;

/**
 * Measures importance by functional ANOVA on a random forest (Hutter, Hoos and Leyton-Brown, 2014). `values` has the metric
 * to be explained, one for each trial. The result is undefined for fewer than 10 trials, or if all values are equal.
 *
 * Each axis is scaled to [0, 1] over the values seen, a logarithmic one by their logarithm. Categories are bins of equal width,
 * ordered by their mean value, so that one cut can separate the good ones from the bad. Trials without the parameter have
 * a bin of their own, as wide as their share.
 */
export function measureImportance(axes: readonly ImportanceAxis[], values: readonly number[]): Importance | undefined {
  const sample = sampleOf(axes, values);
  if (sample === undefined) return undefined;
  const forest = growForest(sample);
  const parts = forest.flatMap(({ tree }) => {
    const ofTree = varianceShares(leavesOf(tree));
    return ofTree === undefined ? [] : [ofTree];
  });
  if (parts.length === 0) return undefined;
  return {
    axes: axes.map((_, axis) => summary(parts.map((ofTree) => ofTree[axis] ?? 0))),
    fit: outOfBagFit(sample, forest),
  };
}

/**
 * R² of predictions for trials that a tree has not seen, of a forest that knows these axes and no others. NaN where
 * `measureImportance` is undefined; 0 without axes.
 */
export function measureFit(axes: readonly ImportanceAxis[], values: readonly number[]): number {
  const sample = sampleOf(axes, values);
  if (sample === undefined) return NaN;
  return axes.length === 0 ? 0 : outOfBagFit(sample, growForest(sample));
}

function sampleOf(axes: readonly ImportanceAxis[], values: readonly number[]): Sample | undefined {
  const chosen = evenly(values.length, mostTrials);
  const metric = chosen.map((index) => values[index] ?? 0);
  if (metric.length < fewestTrials || metric.every((value) => value === metric[0])) return undefined;
  return {
    values: toUnit({ scale: 'linear', values: metric }, metric),
    axes: axes.map(({ scale, values: all }) =>
      toUnit({ scale, values: chosen.map((index) => all[index] ?? null) }, metric),
    ),
  };
}

interface Grown {
  readonly tree: Tree;
  /** The points that the tree has not seen: those out of its bag. */
  readonly unseen: readonly number[];
}

const growForest = (sample: Sample): readonly Grown[] =>
  Array.from({ length: trees }, (_, tree) => growBootstrapped(sample, tree));

/** Grows a tree on a bootstrap sample, which is drawn with replacement. */
function growBootstrapped(sample: Sample, number: number): Grown {
  const stream = createStream('importance', number);
  const count = sample.values.length;
  const drawn = Array.from({ length: count }, () => Math.floor(stream() * count));
  const seen = new Set(drawn);
  const unseen = Array.from({ length: count }, (_, point) => point).filter((point) => !seen.has(point));
  return { tree: growTree(sample, drawn, stream), unseen };
}

function outOfBagFit(sample: Sample, forest: readonly Grown[]): number {
  const sums = sample.values.map(() => ({ sum: 0, count: 0 }));
  for (const { tree, unseen } of forest)
    for (const point of unseen) {
      const entry = sums[point];
      if (entry === undefined) continue;
      entry.sum += predict(tree, sample, point);
      entry.count += 1;
    }
  const known = sums.flatMap(({ sum, count }, point) =>
    count === 0 ? [] : [{ value: sample.values[point] ?? 0, predicted: sum / count }],
  );
  const center = mean(known.map(({ value }) => value));
  const error = known.reduce((sum, { value, predicted }) => sum + (value - predicted) ** 2, 0);
  const whole = known.reduce((sum, { value }) => sum + (value - center) ** 2, 0);
  return whole > 0 ? 1 - error / whole : 0;
}

function summary(parts: readonly number[]): { readonly fraction: number; readonly deviation: number } {
  const fraction = mean(parts);
  return { fraction, deviation: Math.sqrt(mean(parts.map((part) => (part - fraction) ** 2))) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function evenly(count: number, most: number): readonly number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, place) => Math.floor((place * count) / taken));
}
