import type { Axis } from '../../space/axis.js';
import type { Point } from '../adaptive/adaptiveSampler.js';
import { coordinateAt } from '../adaptive/startPoint.js';

/** The probability that two parents are crossed, and that of each of their coordinates then. */
const crossing = { parents: 0.9, coordinate: 0.5 };
/** The distribution indices of crossover and mutation: the higher, the closer children are to their parents. */
const indices = { crossover: 20, mutation: 20 };

/**
 * A child of two points: a numeric coordinate by simulated binary crossover and polynomial mutation, a category of either parent, and one in
 * n drawn again (Deb et al. 2002, section IV, whose numbers these are; K. Deb and R. B. Agrawal, "Simulated Binary Crossover for Continuous
 * Search Space", Complex Systems 9 (1995), 115-148). A coordinate that only one parent has comes from that one, and one that neither has is drawn.
 */
export function childOf(axes: readonly Axis[], first: Point, second: Point, next: () => number): Point {
  const isCrossed = next() < crossing.parents;
  return axes.map((axis, index) => {
    const [a, b] = [first[index] ?? second[index], second[index] ?? first[index]];
    if (a === undefined || b === undefined) return coordinateAt(axis, next());
    const isMixed = isCrossed && next() < crossing.coordinate;
    const isMutated = next() < 1 / axes.length;
    if (axis.kind === 'categorical') return isMutated ? coordinateAt(axis, next()) : isMixed && next() < 0.5 ? b : a;
    const crossed = isMixed ? crossover(a, b, next(), next()) : a;
    return isMutated ? mutate(crossed, next()) : crossed;
  });
}

/** One of the two children in [0, 1): as far from the middle of the parents as `u` says, on the side that `side` says. */
function crossover(a: number, b: number, u: number, side: number): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const distance = high - low;
  if (distance < 1e-14) return a;
  const isLow = side < 0.5;
  const room = isLow ? low : 1 - high;
  const alpha = 2 - (1 + (2 * room) / distance) ** -(indices.crossover + 1);
  const base = u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha);
  const spread = base ** (1 / (indices.crossover + 1));
  return inside(0.5 * (low + high + (isLow ? -spread : spread) * distance));
}

/** Moves a coordinate by a step that the borders bound. */
function mutate(x: number, u: number): number {
  const power = indices.mutation + 1;
  const step =
    u < 0.5
      ? (2 * u + (1 - 2 * u) * (1 - x) ** power) ** (1 / power) - 1
      : 1 - (2 * (1 - u) + (2 * u - 1) * x ** power) ** (1 / power);
  return inside(x + step);
}

const inside = (x: number): number => Math.min(1 - 2 ** -53, Math.max(0, x));
