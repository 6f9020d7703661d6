import { createStream } from '../core/stream.js';
import { probit } from '../math/probit.js';
import { tridiagonalEigenvalues } from './tridiagonal.js';
import { copyVector, CurvatureMistake, type Vector } from './vector.js';

/** A symmetric matrix that is known by what it does to vectors. */
export interface LinearOperator {
  readonly dimension: number;
  readonly apply: (vector: Float64Array) => Vector;
}

export interface ExtremeEigenvalues {
  readonly smallest: number;
  readonly largest: number;
  /**
   * True if both are known to be near an eigenvalue; otherwise the smallest is at most, and the largest at least, what is given.
   */
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
/** Products of a symmetric matrix may differ from symmetry by this part of its largest number, as those by differences do. */
const mostAsymmetry = 0.02;

/**
 * The smallest and the largest eigenvalue by Lanczos's method with full reorthogonalization (C. C. Paige, "The computation of
 * eigenvalues and eigenvectors of very large sparse matrices", 1971; G. H. Golub and C. F. Van Loan, "Matrix Computations", section
 * 10.1). The start is random and follows from the seed. `onProduct` hears how many products there are. Throws a `CurvatureMistake` if
 * the products are not those of a symmetric matrix.
 */
export function extremeEigenvalues(
  { dimension, apply }: LinearOperator,
  seed: string,
  onProduct: (products: number) => void = () => undefined,
): ExtremeEigenvalues {
  const most = Math.max(1, Math.min(dimension, mostProducts, Math.floor(mostNumbers / dimension)));
  const basis = [startVector(dimension, seed)];
  const [diagonal, beside]: [number[], number[]] = [[], []];
  for (let step = 0; ; step++) {
    const current = basis[step] as Float64Array;
    const next = copyVector(apply(current.slice()), dimension, 'what "hessianVector" returns');
    onProduct(step + 1);
    const parts = basis.map((other) => dot(next, other));
    diagonal.push(parts[step] ?? 0);
    checkSymmetry(parts, beside, largestOf(diagonal, beside));
    for (let twice = 0; twice < 2; twice++) for (const other of basis) subtract(next, other, dot(next, other));
    const rest = Math.sqrt(dot(next, next));
    if (!Number.isFinite(rest)) throw new CurvatureMistake('the curvature is too large to compute with');
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

/**
 * With a symmetric matrix A, the product with a vector of the basis is orthogonal to all earlier ones but the last, with which it has
 * the part that is known from there. `parts` are those with all vectors until its own.
 */
function checkSymmetry(parts: readonly number[], beside: readonly number[], scale: number): void {
  const last = parts.length - 2;
  const off = parts.slice(0, -1).map((part, index) => Math.abs(part - (index === last ? (beside[last] ?? 0) : 0)));
  const most = Math.max(0, ...off);
  if (most > mostAsymmetry * scale) throw new CurvatureMistake(asymmetric(most / scale));
}

const asymmetric = (part: number): string =>
  `the products with vectors are not those of a Hessian, which is symmetric and stays the same: they differ by ${Number((100 * part).toPrecision(2))} % from it. Use the same data for each product`;

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
