import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from '../adaptive/adaptiveSampler.js';
import type { Explainer } from '../adaptive/explanation.js';
import { rankByFeasibility } from '../adaptive/rankByFeasibility.js';
import { startPoint } from '../adaptive/startPoint.js';
import { type Question, type SimplexMove, simplexSearch, type Vertex } from './simplexSearch.js';

/** The most answers that a replay gives for each result; it needs more than one only if it asks for the same point again. */
const answersPerResult = 20;
/** The number of questions that a generation looks ahead for points. */
const questionsAhead = 200;

/**
 * Nelder and Mead's simplex (`simplexSearch`) as a function of the history: the search runs from its start, its questions are
 * answered from the results, and the first question without an answer is the proposal. So a point that was already tried costs
 * nothing, and a point that the space excludes is answered with Infinity.
 *
 * The other points of a generation are those that are most likely to be asked for next, whatever the answers before them:
 * expansion and contractions beside the reflection, and then the next reflections (speculative computing, as in D. Lee and
 * M. Wiswall, "A Parallel Implementation of the Simplex Function Minimization Routine", Computational Economics 30 (2007),
 * 171-187, who move several vertices at once instead). If the likeliest point cannot be used, the next likeliest is.
 */
export const sampleNelderMead: AdaptiveSampler = (request) =>
  likeliestStep(rankByFeasibility(request))?.point ?? startPoint(request);

export const explainNelderMead: Explainer = (request) => {
  const step = likeliestStep(rankByFeasibility(request));
  return step === undefined ? { kind: 'start' } : { kind: 'simplex', move: step.move, chance: step.chance };
};

interface LikelyStep {
  readonly point: Point;
  readonly move: SimplexMove;
  /** The probability that the search asks for the point. */
  readonly chance: number;
}

/** The point that is most likely to be asked for next, of those that are not proposed yet. */
function likeliestStep(request: AdaptiveRequest): LikelyStep | undefined {
  const { axes, history, attempt } = request;
  if (axes.length === 0 || history.length < startTrials(request)) return undefined;
  const { known, question } = replayed(request);
  const taken = new Set(request.pending.map(keyOf));
  const ahead: { readonly question: Question; readonly chance: number }[] = [{ question, chance: 1 }];
  let passed = 0;
  for (let count = 0; count < questionsAhead; count++) {
    const likeliest = ahead.reduce(
      (most, { chance }, index) => (chance > (ahead[most]?.chance ?? 0) ? index : most),
      0,
    );
    const [next] = ahead.splice(likeliest, 1);
    if (next === undefined) break;
    const place = proposedPoint(request, next.question);
    const answer = place.key === undefined ? Infinity : known.get(place.key);
    if (answer === undefined && !taken.has(place.key ?? '') && passed++ === attempt)
      return { point: place.proposal, move: next.question.move, chance: next.chance };
    const outcomes = answer === undefined ? next.question.outcomes : ([[answer, 1]] as const);
    for (const [loss, chance] of outcomes)
      ahead.push({ question: next.question.answer({ x: place.x, loss }), chance: chance * next.chance });
  }
  return undefined;
}

/** The first points fill the space; the simplex starts at the best of them. */
const startTrials = ({ axes, generation }: AdaptiveRequest): number =>
  generation * Math.max(1, Math.round(Math.max(2, axes.length) / generation));

interface Replay {
  /** The first loss at each point. */
  readonly known: ReadonlyMap<string, number>;
  readonly question: Question;
}

/** All points of a generation are proposed from one history, which is replayed once. */
const replays = new WeakMap<readonly Observation[], Replay>();

function replayed(request: AdaptiveRequest): Replay {
  const replay = replays.get(request.history) ?? replayOf(request);
  replays.set(request.history, replay);
  return replay;
}

function replayOf(request: AdaptiveRequest): Replay {
  const { axes, history } = request;
  const known = new Map(history.toReversed().map(({ point, loss }) => [keyOf(point), loss]));
  const starts = history.slice(0, startTrials(request)).map(({ point, loss }) => ({ x: filled(request, point), loss }));
  const simplexSpace = {
    categories: axes.map((axis) => (axis.kind === 'categorical' ? axis.probabilities.length : 0)),
    startPoint: (index: number) =>
      filled(request, startPoint({ ...request, trialNumber: starts.length + index, attempt: 0 })),
  };
  let question = simplexSearch(simplexSpace, best(starts));
  for (let count = 0; count < answersPerResult * (history.length + 50); count++) {
    const { x, key } = proposedPoint(request, question);
    const loss = key === undefined ? Infinity : known.get(key);
    if (loss === undefined) break;
    question = question.answer({ x, loss });
  }
  return { known, question };
}

const best = (vertices: readonly Vertex[]): Vertex => vertices.reduce((a, b) => (b.loss < a.loss ? b : a));

interface ProposedPoint {
  /** The point that the question asks for, moved into the box. */
  readonly proposal: readonly number[];
  /** The point as a trial would have it; parameters that are not active keep the proposal's coordinate. */
  readonly x: readonly number[];
  /** Undefined if the space excludes the point. */
  readonly key: string | undefined;
}

function proposedPoint(request: AdaptiveRequest, { point }: Question): ProposedPoint {
  const proposal = point.map((x, axis) => (request.axes[axis]?.kind === 'numeric' ? clamp(x) : x));
  const snapped = request.snap(proposal);
  if (snapped === undefined) return { proposal, x: proposal, key: undefined };
  return { proposal, x: proposal.map((x, axis) => snapped[axis] ?? x), key: keyOf(snapped) };
}

const clamp = (x: number): number => Math.min(1 - 2 ** -53, Math.max(0, x));

const keyOf = (point: Point): string => JSON.stringify(point.map((x) => x ?? null));

/** Gives parameters that are not active a coordinate: the middle of the axis, or the first category. */
const filled = ({ axes }: AdaptiveRequest, point: Point): number[] =>
  axes.map(({ kind }, axis) => point[axis] ?? (kind === 'numeric' ? 0.5 : 0));
