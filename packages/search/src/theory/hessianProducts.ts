import type { LinearOperator } from './extremeEigenvalues.js';
import { copyVector, type Vector } from './vector.js';

/** The cube root of the relative precision of numbers: the step with the least error of central differences. */
const relativeStep = Number.EPSILON ** (1 / 3);

/** Products of a Hessian with vectors, by central differences of gradients at a point. */
export function hessianProducts(gradient: (w: Float64Array) => Vector, at: Vector): LinearOperator {
  const point = copyVector(at, at.length, '"at"');
  const size = Math.sqrt(point.reduce((sum, x) => sum + x * x, 0));
  const step = relativeStep * Math.max(1, size);
  const moved = (vector: Float64Array, sign: number): Float64Array =>
    point.map((x, index) => x + sign * step * (vector[index] ?? 0));
  // A gradient may be written to the same place each time, so it is copied.
  const gradientAt = (w: Float64Array): Float64Array =>
    copyVector(gradient(w), point.length, 'what "gradient" returns');
  return {
    dimension: point.length,
    apply: (vector) => {
      const [ahead, behind] = [gradientAt(moved(vector, 1)), gradientAt(moved(vector, -1))];
      return ahead.map((x, index) => (x - (behind[index] ?? 0)) / (2 * step));
    },
  };
}
