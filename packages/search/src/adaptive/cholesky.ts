/** Square matrices are rows one after the other. */
export type Matrix = Float64Array;

/** The lower triangular L with L L^T = matrix, or undefined where the matrix is not positive definite. */
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

/** The x with L^T x = b. */
export function solveUpper(lower: Matrix, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = at(b, i);
    for (let k = i + 1; k < size; k++) sum -= at(lower, k * size + i) * at(x, k);
    x[i] = sum / at(lower, i * size + i);
  }
  return x;
}

/** The inverse of L L^T. */
export function inverse(lower: Matrix, size: number): Matrix {
  const result = new Float64Array(size * size);
  const inverted = invertLower(lower, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += at(inverted, k * size + i) * at(inverted, k * size + j);
      result[i * size + j] = sum;
      result[j * size + i] = sum;
    }
  }
  return result;
}

function invertLower(lower: Matrix, size: number): Matrix {
  const result = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    result[j * size + j] = 1 / at(lower, j * size + j);
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= at(lower, i * size + k) * at(result, k * size + j);
      result[i * size + j] = sum / at(lower, i * size + i);
    }
  }
  return result;
}

const at = (array: Float64Array, index: number): number => array[index] as number;
