import { minimize, type Slope } from '../../math/minimize.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { hasPrior, logPrior, logPriorGradient } from '../adaptive/logPrior.js';
import { coordinateAt, priorCoordinateAt, streamOf } from '../adaptive/startPoint.js';
import { toKernelPoint } from './kernelPoint.js';
import { acquisitionOf } from './acquisition.js';
import type { Posterior } from './gaussianProcess.js';
import { usualGp } from './gpOptions.js';

/** Numbers of random candidates, in the whole space and near the best trial, and of ascents from the best of them. */
const counts = { anywhere: 500, nearBest: 250, ascents: 5 };

interface Candidate {
  readonly point: Point;
  readonly acquisition: number;
}

/**
 * Searches for the point of the largest acquisition: many random candidates, then gradient ascents from the best of them. All
 * are evaluated as a trial would have them; points that were tried or that the space excludes are skipped.
 */
export function optimizeAcquisition(request: AdaptiveRequest, posterior: Posterior): Point | undefined {
  const { axes, history, pending } = request;
  const tried = new Set([...history, ...pending.map((point) => ({ point }))].map(({ point }) => String(point)));
  const candidates = (points: readonly Point[]): Candidate[] =>
    points.flatMap((some) => {
      const point = request.snap(some);
      return point === undefined ? [] : [{ point, acquisition: acquisitionAt(request, posterior, point) }];
    });
  const ascended = ({ point }: Candidate): Point => ascend(request, posterior, point);
  const starts = bestUntried(candidates(drawCandidates(request)), counts.ascents, tried);
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

/** The acquisition at a point, weighted by the user's prior. */
export function acquisitionAt(
  { axes, history, gp = usualGp }: Pick<AdaptiveRequest, 'axes' | 'history' | 'gp'>,
  posterior: Posterior,
  point: Point,
): number {
  const { mean, deviation } = posterior.predict(toKernelPoint(axes, point));
  const acquisition = acquisitionOf(gp);
  const { value } = acquisition.at(mean, deviation, posterior.lowestMean);
  const prior = logPrior(axes, point, history.length);
  return acquisition.isProduct ? value * Math.exp(prior) : value + prior;
}

function drawCandidates(request: AdaptiveRequest): Point[] {
  const { axes, history } = request;
  const next = streamOf(request, 'gp');
  const hasUserPrior = hasPrior(axes);
  const lowest = history.reduce<Observation | undefined>(
    (a, b) => (a === undefined || b.loss < a.loss ? b : a),
    undefined,
  );
  return [
    ...Array.from({ length: counts.anywhere }, (_, index) =>
      axes.map((axis) => (hasUserPrior && index % 2 === 0 ? priorCoordinateAt : coordinateAt)(axis, next())),
    ),
    ...Array.from({ length: counts.nearBest }, () => nearby(axes, lowest?.point ?? [], next)),
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
function ascend({ axes, history, gp = usualGp }: AdaptiveRequest, posterior: Posterior, from: Point): Point {
  const acquisition = acquisitionOf(gp);
  const isFree = axes.map(({ kind }, k) => kind === 'numeric' && from[k] !== undefined);
  const start = toKernelPoint(axes, from);
  const slopeAt = (x: readonly number[]): Slope => {
    const { mean, deviation, meanGradient, deviationGradient } = posterior.predictSlope(x);
    const { value, byMean, byDeviation } = acquisition.at(mean, deviation, posterior.lowestMean);
    const prior = logPrior(axes, x, history.length);
    const priorGradient = logPriorGradient(axes, x, history.length);
    const [factor, share] = acquisition.isProduct ? [Math.exp(prior), value] : [1, 1];
    return {
      value: acquisition.isProduct ? -value * factor : -value - prior,
      gradient: meanGradient.map(
        (slope, k) =>
          -factor * (byMean * slope + byDeviation * (deviationGradient[k] ?? 0) + share * (priorGradient[k] ?? 0)),
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
