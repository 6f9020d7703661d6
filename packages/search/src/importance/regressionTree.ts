import type { Stream } from '../core/stream.js';

/** A leaf of a tree: a box of the unit cube in which the tree predicts one value. */
export interface Leaf {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}

/** A tree: a leaf, or a cut of one axis with a tree on either side. */
export type Tree =
  | { readonly leaf: Leaf }
  | { readonly axis: number; readonly at: number; readonly below: Tree; readonly above: Tree };

/** Points of the unit cube, stored by axis and then by point, and a value from 0 to 1 for each point. */
export interface Sample {
  readonly axes: readonly (readonly number[])[];
  readonly values: readonly number[];
}

/** A node with fewer points than this is not split. */
const fewest = 4;

/** Each cut considers this share of the axes, drawn at random (Breiman, "Random Forests", 2001; the share is Hutter's). */
const axesShare = 5 / 6;

/** Grows a regression tree on some points of a sample; each cut is the one that leaves the smallest squared error. */
export function growTree(sample: Sample, points: readonly number[], stream: Stream): Tree {
  const count = sample.axes.length;
  return grow(sample, points, { low: Array<number>(count).fill(0), high: Array<number>(count).fill(1) }, stream);
}

/** The tree's prediction for a point of the sample. */
export function predict(tree: Tree, { axes }: Sample, point: number): number {
  let at = tree;
  while (!('leaf' in at)) at = (axes[at.axis]?.[point] ?? 0) < at.at ? at.below : at.above;
  return at.leaf.value;
}

/** All leaves; their boxes fill the cube. */
export const leavesOf = (tree: Tree): readonly Leaf[] =>
  'leaf' in tree ? [tree.leaf] : [...leavesOf(tree.below), ...leavesOf(tree.above)];

interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

function grow(sample: Sample, points: readonly number[], box: Box, stream: Stream): Tree {
  const cut = points.length < fewest ? undefined : bestCut(sample, points, drawAxes(sample.axes.length, stream));
  if (cut === undefined) return { leaf: { ...box, value: mean(sample, points) } };
  const { axis, at } = cut;
  const values = sample.axes[axis] ?? [];
  const below = points.filter((point) => (values[point] ?? 0) < at);
  const above = points.filter((point) => (values[point] ?? 0) >= at);
  return {
    axis,
    at,
    below: grow(sample, below, { ...box, high: box.high.with(axis, at) }, stream),
    above: grow(sample, above, { ...box, low: box.low.with(axis, at) }, stream),
  };
}

/** Draws some of the axes. */
function drawAxes(count: number, stream: Stream): readonly number[] {
  const axes = Array.from({ length: count }, (_, axis) => axis);
  const wanted = Math.max(1, Math.ceil(count * axesShare));
  for (let left = count; left > wanted; left -= 1) axes.splice(Math.floor(stream() * left), 1);
  return axes;
}

interface Cut {
  readonly axis: number;
  readonly at: number;
}

function bestCut(sample: Sample, points: readonly number[], axes: readonly number[]): Cut | undefined {
  let best: Cut | undefined;
  let most = 1e-12;
  const whole = points.reduce((sum, point) => sum + (sample.values[point] ?? 0), 0);
  for (const axis of axes) {
    const places = sample.axes[axis] ?? [];
    const sorted = sortedBy(places, points);
    let sum = 0;
    for (let count = 1; count < sorted.length; count += 1) {
      const last = sorted[count - 1]!;
      sum += sample.values[last] ?? 0;
      const left = places[last] ?? 0;
      const right = places[sorted[count]!] ?? 0;
      if (left === right) continue;
      const rest = sorted.length - count;
      // The decrease of the squared error.
      const gain = sum ** 2 / count + (whole - sum) ** 2 / rest - whole ** 2 / sorted.length;
      if (gain > most) {
        most = gain;
        const middle = left + (right - left) / 2;
        // Two adjacent doubles have no middle, and a cut that separates nothing would be repeated for ever.
        best = { axis, at: middle > left ? middle : right };
      }
    }
  }
  return best;
}

/** Points by their places, then by their numbers. Ranks are sorted as numbers, which is several times as fast as with a comparison. */
function sortedBy(places: readonly number[], points: readonly number[]): Uint32Array {
  const { order, ranks } = ranking(places);
  const sorted = new Uint32Array(points.length);
  for (let index = 0; index < sorted.length; index += 1) sorted[index] = ranks[points[index] ?? 0]!;
  sorted.sort();
  for (let index = 0; index < sorted.length; index += 1) sorted[index] = order[sorted[index]!]!;
  return sorted;
}

interface Ranking {
  readonly order: Uint32Array;
  readonly ranks: Uint32Array;
}

/** An axis is asked for at every cut, and never changes. */
const rankings = new WeakMap<readonly number[], Ranking>();

function ranking(places: readonly number[]): Ranking {
  const known = rankings.get(places);
  if (known !== undefined) return known;
  const order = Uint32Array.from(places.keys()).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const ranks = new Uint32Array(order.length);
  for (const [rank, point] of order.entries()) ranks[point] = rank;
  rankings.set(places, { order, ranks });
  return { order, ranks };
}

const mean = ({ values }: Sample, points: readonly number[]): number =>
  points.reduce((sum, point) => sum + (values[point] ?? 0), 0) / Math.max(1, points.length);
