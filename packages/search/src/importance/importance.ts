import { createStream } from '../core/stream.js';
import { varianceShares } from './marginals.js';
import { growTree, leavesOf, predict, type Sample, type Tree } from './regressionTree.js';

/** The share of the metric's variance that each parameter explains by itself. */
export interface Importance {
  /** For each axis, its share of the variance, from 0 to 1, and the standard deviation of that over the trees. */
  readonly axes: readonly { readonly fraction: number; readonly deviation: number }[];
  /** R² of predictions for trials that a tree has not seen: at most 1, and near 0 if there is nothing to explain. */
  readonly fit: number;
}

/** A parameter's value in each trial: a number, the index of a category, or null if the trial does not have it. */
export interface ImportanceAxis {
  readonly scale: 'linear' | 'log' | 'category';
  readonly values: readonly (number | null)[];
}

/** With fewer trials, any answer would be invented. */
const fewestTrials = 10;

/** Of more trials than this, an evenly spaced selection is used: the answer hardly changes, and the time does. */
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
  const chosen = evenly(values.length, mostTrials);
  const metric = chosen.map((index) => values[index] ?? 0);
  if (metric.length < fewestTrials || metric.every((value) => value === metric[0])) return undefined;
  const sample: Sample = {
    values: metric.map(numberPlace('linear', metric)),
    axes: axes.map(({ scale, values: all }) =>
      toUnit({ scale, values: chosen.map((index) => all[index] ?? null) }, metric),
    ),
  };
  const forest = Array.from({ length: trees }, (_, tree) => growBootstrapped(sample, tree));
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

interface Grown {
  readonly tree: Tree;
  /** The points that the tree has not seen: those out of its bag. */
  readonly unseen: readonly number[];
}

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

function toUnit({ scale, values }: ImportanceAxis, metric: readonly number[]): readonly number[] {
  const present = values.filter((value) => value !== null);
  const missing = 1 - present.length / values.length;
  const place = scale === 'category' ? categoryPlace(values, metric) : numberPlace(scale, present);
  return values.map((value) => (value === null ? missing / 2 : missing + (1 - missing) * place(value)));
}

function numberPlace(scale: 'linear' | 'log', present: readonly number[]): (value: number) => number {
  const along = scale === 'log' ? Math.log : (value: number): number => value;
  const low = along(present.reduce((least, value) => Math.min(least, value), Infinity));
  const high = along(present.reduce((most, value) => Math.max(most, value), -Infinity));
  // Halved, so that the difference of two huge numbers does not overflow.
  return (value) => (high > low ? (along(value) / 2 - low / 2) / (high / 2 - low / 2) : 0.5);
}

function categoryPlace(values: readonly (number | null)[], metric: readonly number[]): (value: number) => number {
  const byCategory = new Map<number, number[]>();
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const known = byCategory.get(value) ?? [];
    known.push(metric[index] ?? 0);
    byCategory.set(value, known);
  }
  const order = [...byCategory]
    .map(([category, known]) => ({ category, mean: mean(known) }))
    .toSorted((a, b) => a.mean - b.mean || a.category - b.category);
  const places = new Map(order.map(({ category }, place) => [category, (place + 0.5) / order.length]));
  return (value) => places.get(value) ?? 0.5;
}

function evenly(count: number, most: number): readonly number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, place) => Math.floor((place * count) / taken));
}
