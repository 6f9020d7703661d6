import { type Losses, paretoFront } from './dominance.js';
import { sampledShare } from './sampledShare.js';

/**
 * The number of points that may be gone through for the exclusive hypervolume of one point: enough for five goals and hundreds of
 * points.
 */
const mostWork = 20_000;

/** The work that may still be done. */
interface Work {
  left: number;
}

/**
 * The volume that points dominate below a reference point, the larger the better: the only usual indicator that never falls when
 * a point is added (E. Zitzler and L. Thiele, 1998). A sum of exclusive hypervolumes, each point less what those after it cover:
 * WFG by L. While, L. Bradstreet and L. Barone, "A Fast Way of Calculating Exact Hypervolumes", IEEE Trans. Evol. Comput. 16
 * (2012), figure 3. Points that do not lie below the reference in all goals count for nothing. An exact volume takes time that
 * grows exponentially with the number of goals, so of many goals and points it is an estimate, the same on all machines.
 *
 * @param points One loss for each goal; lower is better.
 * @param reference A loss for each goal that is just not good enough.
 */
export function hypervolume(points: readonly Losses[], reference: Losses): number {
  const below = pointsBelow(points, reference);
  if (reference.length < 3) return finite(volumeOf(below, reference, { left: Infinity }));
  const sorted = worstFirst(below);
  return finite(sorted.reduce((sum, point, index) => sum + sliceOf(point, sorted.slice(index + 1), reference), 0));
}

/** Computes the volume that a point adds to that which others dominate, at least 0. */
export function exclusiveHypervolume(point: Losses, others: readonly Losses[], reference: Losses): number {
  if (pointsBelow([point], reference).length === 0) return 0;
  return finite(Math.max(0, exclusiveOrSampled(point, pointsBelow(others, reference), reference)));
}

const pointsBelow = (points: readonly Losses[], reference: Losses): readonly Losses[] =>
  points.filter((point) => reference.every((bound, goal) => (point[goal] ?? Infinity) < bound));

/** The volume of huge losses is as large as a number can be, so that files can have it. */
const finite = (volume: number): number => (Number.isFinite(volume) ? volume : Number.MAX_VALUE);

function exclusiveOrSampled(point: Losses, others: readonly Losses[], reference: Losses): number {
  const work = { left: mostWork };
  const exact = exclusiveOf(point, others, reference, work);
  return work.left < 0 ? boxOf(point, reference) * sampledShare(point, others, reference) : exact;
}

/** NaN, or any number, once there is no work left. */
function volumeOf(points: readonly Losses[], reference: Losses, work: Work): number {
  if (reference.length === 1) return points.reduce((most, [loss = 0]) => Math.max(most, (reference[0] ?? 0) - loss), 0);
  if (reference.length === 2) return areaOf(points, reference);
  const sorted = worstFirst(points);
  let sum = 0;
  for (const [index, point] of sorted.entries()) {
    work.left -= sorted.length - index;
    if (work.left < 0) return NaN;
    const others = sorted.slice(index + 1).map((one) => one.slice(0, -1));
    sum += depthOf(point, reference) * exclusiveOf(point.slice(0, -1), others, reference.slice(0, -1), work);
  }
  return sum;
}

/** Sorts the worst points first, so that little is left of the others after they are limited. */
const worstFirst = (points: readonly Losses[]): readonly Losses[] =>
  withoutDominated(points).toSorted((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0));

/** The exclusive hypervolume of a point of which no other is worse in the last goal, so that all of it has the same depth. */
function sliceOf(point: Losses, others: readonly Losses[], reference: Losses): number {
  const flat = others.map((other) => other.slice(0, -1));
  return depthOf(point, reference) * exclusiveOrSampled(point.slice(0, -1), flat, reference.slice(0, -1));
}

const depthOf = (point: Losses, reference: Losses): number => (reference.at(-1) ?? 0) - (point.at(-1) ?? 0);

function exclusiveOf(point: Losses, others: readonly Losses[], reference: Losses, work: Work): number {
  const limited = others.map((other) => other.map((loss, goal) => Math.max(loss, point[goal] ?? loss)));
  return boxOf(point, reference) - volumeOf(limited, reference, work);
}

const boxOf = (point: Losses, reference: Losses): number =>
  reference.reduce((volume, bound, goal) => volume * (bound - (point[goal] ?? bound)), 1);

/** Adds up rectangles from left to right, for two goals. */
function areaOf(front: readonly Losses[], [right = 0, top = 0]: Losses): number {
  const sorted = front.toSorted(([a = 0, c = 0], [b = 0, d = 0]) => a - b || c - d);
  let height = top;
  return sorted.reduce((area, [x = right, y = top]) => {
    if (y >= height) return area;
    const added = (right - x) * (height - y);
    height = y;
    return area + added;
  }, 0);
}

/** Keeps one of equal points. */
function withoutDominated(points: readonly Losses[]): readonly Losses[] {
  const front = paretoFront(points).map((index) => points[index] ?? []);
  const texts = new Set<string>();
  return front.filter((point) => texts.size < texts.add(point.join()).size);
}
