import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { startPoint } from '../adaptive/startPoint.js';
import { type Question, simplexSearch, type Vertex } from './simplexSearch.js';

/** How many answers a replay takes for each result; it needs more than one only where it asks for the same point again. */
const patience = 20;
/** How many questions ahead a generation looks for points. */
const foresight = 200;

/**
 * Nelder and Mead's simplex (`simplexSearch`) as a function of the history: the search runs from its start, its questions are
 * answered from the results, and the first that has no answer is the proposal. So a point that was tried already costs
 * nothing, and one that the space excludes is answered with Infinity.
 *
 * The further points of a generation are those that are most likely asked for next, whatever the answers to those before:
 * expansion and contractions beside the reflection, and then the next reflections (speculative computing, as in D. Lee and
 * M. Wiswall, "A Parallel Implementation of the Simplex Function Minimization Routine", Computational Economics 30 (2007),
 * 171-187, who move several vertices at once instead). Where the likeliest cannot be used, the next likeliest is.
 */
export const sampleNelderMead: AdaptiveSampler = (request) => {
  const { axes, history, attempt } = request;
  if (axes.length === 0 || history.length < startTrials(request)) return startPoint(request);
  const { known, question } = replayed(request);
  const taken = new Set(request.pending.map(keyOf));
  const ahead: { readonly question: Question; readonly chance: number }[] = [{ question, chance: 1 }];
  let passed = 0;
  for (let count = 0; count < foresight; count++) {
    const likeliest = ahead.reduce(
      (most, { chance }, index) => (chance > (ahead[most]?.chance ?? 0) ? index : most),
      0,
    );
    const [next] = ahead.splice(likeliest, 1);
    if (next === undefined) break;
    const place = placeOf(request, next.question);
    const answer = place.key === undefined ? Infinity : known.get(place.key);
    if (answer === undefined && !taken.has(place.key ?? '') && passed++ === attempt) return place.proposal;
    const outcomes = answer === undefined ? next.question.outcomes : ([[answer, 1]] as const);
    for (const [loss, chance] of outcomes)
      ahead.push({ question: next.question.answer({ x: place.x, loss }), chance: chance * next.chance });
  }
  return startPoint(request);
};

/** The first points fill the space; the best of them is where the simplex stands. */
const startTrials = ({ axes, generation }: AdaptiveRequest): number =>
  generation * Math.max(1, Math.round(Math.max(2, axes.length) / generation));

interface Replay {
  /** The first loss at each point. */
  readonly known: ReadonlyMap<string, number>;
  readonly question: Question;
}

/** All points of a generation are proposed from one history: it is replayed once. */
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
  const surroundings = {
    categories: axes.map((axis) => (axis.kind === 'categorical' ? axis.probabilities.length : 0)),
    startPoint: (index: number) =>
      filled(request, startPoint({ ...request, trialNumber: starts.length + index, attempt: 0 })),
  };
  let question = simplexSearch(surroundings, best(starts));
  for (let count = 0; count < patience * (history.length + 50); count++) {
    const { x, key } = placeOf(request, question);
    const loss = key === undefined ? Infinity : known.get(key);
    if (loss === undefined) break;
    question = question.answer({ x, loss });
  }
  return { known, question };
}

const best = (vertices: readonly Vertex[]): Vertex => vertices.reduce((a, b) => (b.loss < a.loss ? b : a));

interface Place {
  /** What the question asks for, drawn into the box. */
  readonly proposal: readonly number[];
  /** The same as a trial has it; what is not active there keeps the proposal's coordinate. */
  readonly x: readonly number[];
  /** Undefined where the space excludes the point. */
  readonly key: string | undefined;
}

function placeOf(request: AdaptiveRequest, { point }: Question): Place {
  const proposal = point.map((x, axis) => (request.axes[axis]?.kind === 'numeric' ? clamp(x) : x));
  const settled = request.snap(proposal);
  if (settled === undefined) return { proposal, x: proposal, key: undefined };
  return { proposal, x: proposal.map((x, axis) => settled[axis] ?? x), key: keyOf(settled) };
}

const clamp = (x: number): number => Math.min(1 - 2 ** -53, Math.max(0, x));

const keyOf = (point: Point): string => JSON.stringify(point.map((x) => x ?? null));

/** A parameter that is not active stands in its middle, or at its first category. */
const filled = ({ axes }: AdaptiveRequest, point: Point): number[] =>
  axes.map(({ kind }, axis) => point[axis] ?? (kind === 'numeric' ? 0.5 : 0));
