import { crowdingDistances } from '../../pareto/crowding.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { constrainedFronts } from '../adaptive/constrainedFronts.js';
import type { Explainer } from '../adaptive/explanation.js';
import { lossesOf } from '../adaptive/feasibility.js';
import { startPoint, streamOf } from '../adaptive/startPoint.js';
import { childOf } from './variation.js';

/** The smallest and the largest population, unless a generation is larger. */
const sizes = { least: 10, most: 100 };
/** The number of children that are drawn for one that was not tried yet. */
const draws = 20;

/**
 * NSGA-II: children of parents that are chosen by tournaments, by their front and then by how lonely they are in it (K. Deb, A.
 * Pratap, S. Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput.
 * 6 (2002), sections III and VI).
 *
 * It keeps no population: the parents are the best of all results, which are those that the paper's elitist selection keeps, if
 * its generations are as large as the sweep's. Their number grows with the results, since a small population learns fast, and a
 * large one covers more of a front.
 */
export const sampleNsga2: AdaptiveSampler = (request) => {
  const parents = parentsOf(request);
  if (parents === undefined) return startPoint(request);
  const tried = new Set([...request.history.map(({ point }) => point), ...request.pending].map(String));
  const next = streamOf(request, 'nsga2');
  for (let count = 0; count < draws; count += 1) {
    const child = childOf(request.axes, winner(parents, next), winner(parents, next), next);
    const point = request.snap(child);
    if (point !== undefined && !tried.has(String(point))) return child;
  }
  return startPoint(request);
};

export const explainNsga2: Explainer = (request) => {
  const parents = parentsOf(request);
  if (parents === undefined) return { kind: 'start' };
  return { kind: 'children', parents: parents.length, best: parents.filter(({ front }) => front === 0).length };
};

interface Parent {
  readonly point: Point;
  readonly front: number;
  readonly crowding: number;
}

/** All points of a generation are children of the same parents. */
const known = new WeakMap<readonly Observation[], readonly Parent[]>();

/** The best results, best first; undefined while there are too few. */
function parentsOf({ axes, history, generation }: AdaptiveRequest): readonly Parent[] | undefined {
  const results = history.filter((observation) => lossesOf(observation) !== undefined);
  if (axes.length === 0 || history.length < Math.max(sizes.least, generation) || results.length < 2) return undefined;
  const parents = known.get(history) ?? selected(results, populationSize(history.length, generation));
  known.set(history, parents);
  return parents;
}

const populationSize = (results: number, generation: number): number =>
  Math.max(generation, Math.min(sizes.most, Math.max(sizes.least, Math.round(Math.sqrt(results)))));

function selected(results: readonly Observation[], count: number): readonly Parent[] {
  const fronts = constrainedFronts(results);
  const members = new Map<number, number[]>();
  for (const [index, front] of fronts.entries()) members.set(front, [...(members.get(front) ?? []), index]);
  const parents: Parent[] = [];
  for (const [front, indices] of [...members].toSorted(([a], [b]) => a - b)) {
    const some = indices.flatMap((index) => results[index] ?? []);
    const crowding = crowdingDistances(some.map((observation) => lossesOf(observation) ?? []));
    const own = some.map(({ point }, place): Parent => ({ point, front, crowding: crowding[place] ?? 0 }));
    parents.push(...own.toSorted(compare));
    if (parents.length >= count) break;
  }
  return parents.slice(0, count);
}

/** Compares by front, and in a front puts the loneliest first. */
const compare = (a: Parent, b: Parent): number =>
  a.front !== b.front ? a.front - b.front : a.crowding === b.crowding ? 0 : b.crowding - a.crowding;

/** The better one of two parents that are chosen by chance. */
function winner(parents: readonly Parent[], next: () => number): Point {
  const [a, b] = [parents[Math.floor(next() * parents.length)], parents[Math.floor(next() * parents.length)]];
  if (a === undefined || b === undefined) return [];
  return compare(a, b) <= 0 ? a.point : b.point;
}
