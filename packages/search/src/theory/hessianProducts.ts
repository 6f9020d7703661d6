import type { LinearOperator, Vector } from './extremeEigenvalues.js';

/** The cube root of the relative precision of numbers: the step with the least error of central differences. */
const relativeStep = Number.EPSILON ** (1 / 3);

/** Products of a Hessian with vectors, by central differences of gradients at a point. */
export function hessianProducts(gradient: (w: Float64Array) => Vector, at: Vector): LinearOperator {
  const point = Float64Array.from({ length: at.length }, (_, index) => at[index] ?? NaN);
  const size = Math.sqrt(point.reduce((sum, x) => sum + x * x, 0));
  const step = relativeStep * Math.max(1, size);
  const moved = (vector: Float64Array, sign: number): Float64Array =>
    point.map((x, index) => x + sign * step * (vector[index] ?? 0));
  return {
    dimension: point.length,
    apply: (vector) => {
      const ahead = Float64Array.from({ length: point.length }, copyOf(gradient(moved(vector, 1))));
      const behind = gradient(moved(vector, -1));
      return ahead.map((x, index) => (x - (behind[index] ?? NaN)) / (2 * step));
    },
  };
}

/** A gradient may be written to the same place each time, so the first is copied. */
const copyOf =
  (vector: Vector): ((_: unknown, index: number) => number) =>
  (_, index) =>
    vector[index] ?? NaN;
