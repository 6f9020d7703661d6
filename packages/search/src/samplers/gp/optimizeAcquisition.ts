import { minimize, type Slope } from '../../math/minimize.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { hasPrior } from '../adaptive/logPrior.js';
import { coordinateAt, priorCoordinateAt, streamOf } from '../adaptive/startPoint.js';
import { toKernelPoint } from './kernelPoint.js';
import type { PointWorth } from './pointWorth.js';

/** Numbers of random candidates, in the whole space and near the best trial, and of ascents from the best of them. */
const counts = { anywhere: 500, nearBest: 250, ascents: 5 };

interface Candidate {
  readonly point: Point;
  readonly acquisition: number;
}

/**
 * Searches for the point of the largest acquisition: many random candidates, then gradient ascents from the best of them. All
 * are evaluated as a trial would have them; points that were tried or that the space excludes are skipped.
 *
 * @param centres The best points, near which a part of the candidates lies: the one of the lowest loss, unless others are given.
 */
export function optimizeAcquisition(
  request: AdaptiveRequest,
  worth: PointWorth,
  centres: readonly Point[] = lowestOf(request.history),
): Point | undefined {
  const { axes, history, pending } = request;
  const tried = new Set([...history, ...pending.map((point) => ({ point }))].map(({ point }) => String(point)));
  const candidates = (points: readonly Point[]): Candidate[] =>
    points.flatMap((some) => {
      const point = request.snap(some);
      return point === undefined ? [] : [{ point, acquisition: worth.at(point) }];
    });
  const ascended = ({ point }: Candidate): Point => ascend(axes, worth, point);
  const starts = bestUntried(candidates(drawCandidates(request, centres)), counts.ascents, tried);
  const first = bestUntried([...starts, ...candidates(starts.map(ascended))], 1, tried);
  const switched = first.flatMap(({ point }) => candidates(switches(axes, point)));
  const second = bestUntried([...first, ...switched], 1, tried);
  const isSame = second[0] === first[0];
  return (isSame ? first : bestUntried([...second, ...candidates(second.map(ascended))], 1, tried))[0]?.point;
}

/** The best candidates that were not tried. */
function bestUntried(candidates: readonly Candidate[], count: number, tried: ReadonlySet<string>): Candidate[] {
  const found: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.acquisition - a.acquisition)) {
    if (found.length === count) break;
    if (!tried.has(String(candidate.point))) found.push(candidate);
  }
  return found;
}

/** The point of the lowest loss, the first of equal ones. */
function lowestOf(history: readonly Observation[]): readonly Point[] {
  const lowest = history.reduce<Observation | undefined>(
    (a, b) => (a === undefined || b.loss < a.loss ? b : a),
    undefined,
  );
  return lowest === undefined ? [] : [lowest.point];
}

function drawCandidates(request: AdaptiveRequest, centres: readonly Point[]): Point[] {
  const { axes } = request;
  const next = streamOf(request, 'gp');
  const hasUserPrior = hasPrior(axes);
  return [
    ...Array.from({ length: counts.anywhere }, (_, index) =>
      axes.map((axis) => (hasUserPrior && index % 2 === 0 ? priorCoordinateAt : coordinateAt)(axis, next())),
    ),
    ...Array.from({ length: counts.nearBest }, (_, index) => nearby(axes, centres[index % centres.length] ?? [], next)),
  ];
}

/** Moves some coordinates slightly, at scales from a tenth to a thousandth; inactive parameters are drawn again. */
function nearby(axes: readonly Axis[], point: Point, next: () => number): Point {
  const scale = 10 ** (-1 - 2 * next());
  const share = Math.max(1 / axes.length, next());
  return axes.map((axis, index) => {
    const old = point[index];
    if (next() > share && old !== undefined) return old;
    if (axis.kind === 'categorical' || old === undefined) return coordinateAt(axis, next());
    const moved = old + scale * (next() + next() + next() - 1.5) * 2;
    return Math.min(below1, Math.max(0, moved));
  });
}

const below1 = 1 - 2 ** -53;

/** The points that differ in one category; parameters that this makes active are in the middle of their axes. */
function switches(axes: readonly Axis[], point: Point): Point[] {
  const whole = point.map((coordinate, index) => coordinate ?? (axes[index]?.kind === 'numeric' ? 0.5 : 0));
  return axes.flatMap((axis, index) =>
    axis.kind === 'numeric' || point[index] === undefined
      ? []
      : axis.probabilities.map((_, category) => whole.with(index, category)),
  );
}

/** Ascends along the active numeric axes; the other coordinates stay. */
function ascend(axes: readonly Axis[], worth: PointWorth, from: Point): Point {
  const isFree = axes.map(({ kind }, k) => kind === 'numeric' && from[k] !== undefined);
  const start = toKernelPoint(axes, from);
  const descent = (x: readonly number[]): Slope => {
    const { value, gradient } = worth.slopeAt(x);
    return { value: -value, gradient: gradient.map((slope) => -slope) };
  };
  const { x } = minimize(descent, start, {
    iterations: 50,
    tolerance: 1e-7,
    lower: start.map((value, k) => (isFree[k] === true ? 0 : value)),
    upper: start.map((value, k) => (isFree[k] === true ? below1 : value)),
  });
  return x.map((value, k) => (from[k] === undefined ? undefined : value));
}
