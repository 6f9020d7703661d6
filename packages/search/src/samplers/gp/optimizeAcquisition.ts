import { minimize, type Slope } from '../../math/minimize.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { hasPrior, logPrior, logPriorGradient } from '../adaptive/logPrior.js';
import { coordinateAt, priorCoordinateAt, streamOf } from '../adaptive/startPoint.js';
import { filled } from './coordinates.js';
import { logExpectedImprovement } from './expectedImprovement.js';
import type { Posterior } from './gaussianProcess.js';

/** How many random points are looked at, and from how many of the best a search climbs. */
const looks = { anywhere: 500, nearBest: 250, climbs: 5 };

interface Candidate {
  readonly point: Point;
  readonly gain: number;
}

/**
 * The point of the largest expected improvement that a search finds: many random points, then a climb from the best of them.
 * All are looked at as a trial would have them; what was tried and what the space excludes is passed over.
 */
export function optimizeAcquisition(request: AdaptiveRequest, posterior: Posterior): Point | undefined {
  const { axes, history, pending } = request;
  const tried = new Set([...history, ...pending.map((point) => ({ point }))].map(({ point }) => String(point)));
  const candidates = (points: readonly Point[]): Candidate[] =>
    points.flatMap((some) => {
      const point = request.snap(some);
      return point === undefined ? [] : [{ point, gain: gainAt(request, posterior, point) }];
    });
  const climbed = ({ point }: Candidate): Point => climb(request, posterior, point);
  const starts = best(candidates(lookAround(request)), looks.climbs, tried);
  const first = best([...starts, ...candidates(starts.map(climbed))], 1, tried);
  const switched = first.flatMap(({ point }) => candidates(switches(axes, point)));
  const second = best([...first, ...switched], 1, tried);
  const isSame = second[0] === first[0];
  return (isSame ? first : best([...second, ...candidates(second.map(climbed))], 1, tried))[0]?.point;
}

/** The best ones of what was not tried. */
function best(candidates: readonly Candidate[], count: number, tried: ReadonlySet<string>): Candidate[] {
  const found: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.gain - a.gain)) {
    if (found.length === count) break;
    if (!tried.has(String(candidate.point))) found.push(candidate);
  }
  return found;
}

function gainAt({ axes, history }: AdaptiveRequest, posterior: Posterior, point: Point): number {
  const { mean, deviation } = posterior.predict(filled(axes, point));
  const { value } = logExpectedImprovement(mean, deviation, posterior.lowestMean);
  return value + logPrior(axes, point, history.length);
}

function lookAround(request: AdaptiveRequest): Point[] {
  const { axes, history } = request;
  const next = streamOf(request, 'gp');
  const believes = hasPrior(axes);
  const lowest = history.reduce<Observation | undefined>(
    (a, b) => (a === undefined || b.loss < a.loss ? b : a),
    undefined,
  );
  return [
    ...Array.from({ length: looks.anywhere }, (_, index) =>
      axes.map((axis) => (believes && index % 2 === 0 ? priorCoordinateAt : coordinateAt)(axis, next())),
    ),
    ...Array.from({ length: looks.nearBest }, () => nearby(axes, lowest?.point ?? [], next)),
  ];
}

/** Moves some coordinates by a little, at scales from a tenth to a thousandth; what is not active is drawn anew. */
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

/** The points that differ in one category; what that makes active is in the middle. */
function switches(axes: readonly Axis[], point: Point): Point[] {
  const whole = point.map((coordinate, index) => coordinate ?? (axes[index]?.kind === 'numeric' ? 0.5 : 0));
  return axes.flatMap((axis, index) =>
    axis.kind === 'numeric' || point[index] === undefined
      ? []
      : axis.probabilities.map((_, category) => whole.with(index, category)),
  );
}

/** Climbs along the numeric axes that are active; the others stay. */
function climb({ axes, history }: AdaptiveRequest, posterior: Posterior, from: Point): Point {
  const isFree = axes.map(({ kind }, k) => kind === 'numeric' && from[k] !== undefined);
  const start = filled(axes, from);
  const slopeAt = (x: readonly number[]): Slope => {
    const { mean, deviation, meanGradient, deviationGradient } = posterior.predictSlope(x);
    const { value, byMean, byDeviation } = logExpectedImprovement(mean, deviation, posterior.lowestMean);
    const believed = logPriorGradient(axes, x, history.length);
    return {
      value: -value - logPrior(axes, x, history.length),
      gradient: meanGradient.map(
        (slope, k) => -(byMean * slope + byDeviation * (deviationGradient[k] ?? 0) + (believed[k] ?? 0)),
      ),
    };
  };
  const { x } = minimize(slopeAt, start, {
    iterations: 50,
    tolerance: 1e-7,
    lower: start.map((value, k) => (isFree[k] === true ? 0 : value)),
    upper: start.map((value, k) => (isFree[k] === true ? below1 : value)),
  });
  return x.map((value, k) => (from[k] === undefined ? undefined : value));
}
