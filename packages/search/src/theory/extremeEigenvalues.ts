import { createStream } from '../core/stream.js';
import { probit } from '../math/probit.js';
import { tridiagonalEigenvalues } from './tridiagonal.js';

/** A vector as users have them: a list or a typed array. */
export type Vector = ArrayLike<number>;

/** A symmetric matrix that is known by what it does to vectors. */
export interface LinearOperator {
  readonly dimension: number;
  readonly apply: (vector: Float64Array) => Vector;
}

export interface ExtremeEigenvalues {
  readonly smallest: number;
  readonly largest: number;
  /** Whether both are known to be near an eigenvalue; otherwise the smallest is at most, and the largest at least what is given. */
  readonly hasSettled: boolean;
  /** The number of products with the matrix. */
  readonly products: number;
}

/** An eigenvalue has settled once the residual of its vector is this part of it. */
const tolerance = 0.005;
/** The most products. */
const mostProducts = 600;
/** The most numbers that are kept: all vectors, since each new one is made orthogonal to all before. */
const mostNumbers = 5e7;
/** Eigenvalues of the small matrix are looked at after this many products each. */
const lookEvery = 5;

/**
 * The smallest and the largest eigenvalue by Lanczos's method with full reorthogonalization (C. C. Paige, "The computation of
 * eigenvalues and eigenvectors of very large sparse matrices", 1971; G. H. Golub and C. F. Van Loan, "Matrix Computations", section
 * 10.1). The start is random and follows from the seed.
 */
export function extremeEigenvalues({ dimension, apply }: LinearOperator, seed: string): ExtremeEigenvalues {
  const most = Math.max(1, Math.min(dimension, mostProducts, Math.floor(mostNumbers / dimension)));
  const basis = [startVector(dimension, seed)];
  const [diagonal, beside]: [number[], number[]] = [[], []];
  for (let step = 0; ; step++) {
    const current = basis[step] as Float64Array;
    const next = Float64Array.from({ length: dimension }, viewOf(apply(current.slice()), dimension));
    diagonal.push(dot(next, current));
    for (let twice = 0; twice < 2; twice++) for (const other of basis) subtract(next, other, dot(next, other));
    const rest = Math.sqrt(dot(next, next));
    const isLast = step + 1 === most || rest <= 1e-10 * largestOf(diagonal, beside);
    if (isLast || (step + 1) % lookEvery === 0) {
      const found = extremesOf(diagonal, beside, step + 1 === dimension ? 0 : rest);
      if (found.hasSettled || isLast) return { ...found, products: step + 1 };
    }
    beside.push(rest);
    basis.push(next.map((x) => x / rest));
  }
}

function extremesOf(
  diagonal: readonly number[],
  beside: readonly number[],
  rest: number,
): Omit<ExtremeEigenvalues, 'products'> {
  const pairs = tridiagonalEigenvalues(diagonal, beside);
  const [low, high] = [pairs[0], pairs.at(-1)] as [(typeof pairs)[number], (typeof pairs)[number]];
  const scale = Math.max(Math.abs(low.value), Math.abs(high.value));
  const isNear = ({ value, last }: (typeof pairs)[number]): boolean =>
    rest * last <= Math.max(tolerance * Math.abs(value), 1e-13 * scale);
  return { smallest: low.value, largest: high.value, hasSettled: isNear(low) && isNear(high) };
}

function startVector(dimension: number, seed: string): Float64Array {
  const next = createStream(seed, 'curvature');
  const vector = Float64Array.from({ length: dimension }, () => probit(Math.min(1 - 2 ** -33, next() + 2 ** -33)));
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((x) => x / length);
}

/** Reads a vector that a user has computed. */
function viewOf(vector: Vector, dimension: number): (_: unknown, index: number) => number {
  if (vector?.length !== dimension)
    throw new TypeError(`a vector must have ${dimension} numbers, but it has ${String(vector?.length)}`);
  return (_, index) => {
    const value = vector[index];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new TypeError(`a vector must have finite numbers, but number ${index} is ${String(value)}`);
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function subtract(from: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] ?? 0) - factor * (other[i] ?? 0);
}

const largestOf = (...lists: readonly (readonly number[])[]): number =>
  lists.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
