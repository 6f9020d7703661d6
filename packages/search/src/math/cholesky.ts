/** A square matrix, stored row by row. */
export type Matrix = Float64Array;

/** The lower triangular L with L L^T = matrix, or undefined if the matrix is not positive definite. */
export function cholesky(matrix: Matrix, size: number): Matrix | undefined {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i * size + j);
      for (let k = 0; k < j; k++) sum -= at(lower, i * size + k) * at(lower, j * size + k);
      if (i > j) lower[i * size + j] = sum / at(lower, j * size + j);
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** The x with L x = b. */
export function solveLower(lower: Matrix, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = at(b, i);
    for (let k = 0; k < i; k++) sum -= at(lower, i * size + k) * at(x, k);
    x[i] = sum / at(lower, i * size + i);
  }
  return x;
}

/** The inverse of a lower triangular matrix, row by row. */
export function invertLower(lower: Matrix, size: number): Matrix {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let k = 0; k < i; k++) {
      const factor = at(lower, row + k);
      for (let j = 0; j <= k; j++) result[row + j] = at(result, row + j) - factor * at(result, k * size + j);
    }
    const diagonal = at(lower, row + i);
    for (let j = 0; j < i; j++) result[row + j] = at(result, row + j) / diagonal;
    result[row + i] = 1 / diagonal;
  }
  return result;
}

/** X^T X of a lower triangular X; only the entries on and below the diagonal are computed. */
export function gram(lower: Matrix, size: number): Matrix {
  const result = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let i = 0; i <= k; i++) {
      const factor = at(lower, k * size + i);
      for (let j = 0; j <= i; j++) result[i * size + j] = at(result, i * size + j) + factor * at(lower, k * size + j);
    }
  return result;
}

/** L x, for a lower triangular L. */
export function timesLower(lower: Matrix, x: Float64Array): Float64Array {
  const size = x.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += at(lower, i * size + j) * at(x, j);
    product[i] = sum;
  }
  return product;
}

/** L^T x, for a lower triangular L. */
export function timesUpper(lower: Matrix, x: Float64Array): Float64Array {
  const size = x.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const factor = at(x, i);
    for (let j = 0; j <= i; j++) product[j] = at(product, j) + factor * at(lower, i * size + j);
  }
  return product;
}

const at = (array: Float64Array, index: number): number => array[index] as number;
