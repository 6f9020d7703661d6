/** A square matrix, stored row by row. A triangular one has zeros on the other side of its diagonal. */
export type Matrix = Float64Array;

/*
 * Sums are in the order of the textbook loops to the last bit, since proposals follow from them. What is fast is that four sums go on at
 * once, or that four summands are added between a read and a write: a processor would wait for each addition otherwise.
 */

/**
 * The lower triangular L with L L^T = matrix, or undefined if the matrix is not positive definite.
 *
 * @param known The factor of the first rows and columns, if it was computed before.
 */
export function cholesky(matrix: Matrix, size: number, known: Matrix = none): Matrix | undefined {
  const lower = enlarged(known, size);
  let row = sizeOf(known);
  for (; row + 4 <= size; row += 4) {
    factoriseFour(matrix, lower, size, row);
    for (let i = row; i < row + 4; i++) if (!factoriseRow(matrix, lower, size, i, row)) return undefined;
  }
  for (; row < size; row++) if (!factoriseRow(matrix, lower, size, row, 0)) return undefined;
  return lower;
}

/** The entries of four rows in the columns before the first of them. */
function factoriseFour(matrix: Matrix, lower: Matrix, size: number, row: number): void {
  const a = row * size;
  const b = (row + 1) * size;
  const c = (row + 2) * size;
  const d = (row + 3) * size;
  for (let j = 0; j < row; j++) {
    let p = at(matrix, a + j);
    let q = at(matrix, b + j);
    let r = at(matrix, c + j);
    let s = at(matrix, d + j);
    const own = j * size;
    for (let k = 0; k < j; k++) {
      const factor = at(lower, own + k);
      p -= at(lower, a + k) * factor;
      q -= at(lower, b + k) * factor;
      r -= at(lower, c + k) * factor;
      s -= at(lower, d + k) * factor;
    }
    const diagonal = at(lower, own + j);
    lower[a + j] = p / diagonal;
    lower[b + j] = q / diagonal;
    lower[c + j] = r / diagonal;
    lower[d + j] = s / diagonal;
  }
}

/** The entries of a row from a column on; false if the matrix is not positive definite. */
function factoriseRow(matrix: Matrix, lower: Matrix, size: number, i: number, from: number): boolean {
  for (let j = from; j <= i; j++) {
    let sum = at(matrix, i * size + j);
    for (let k = 0; k < j; k++) sum -= at(lower, i * size + k) * at(lower, j * size + k);
    if (i > j) lower[i * size + j] = sum / at(lower, j * size + j);
    else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
    else return false;
  }
  return true;
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

/**
 * The inverse of a lower triangular matrix.
 *
 * @param known The inverse of the first rows and columns, if it was computed before.
 */
export function invertLower(lower: Matrix, size: number, known: Matrix = none): Matrix {
  const result = enlarged(known, size);
  for (let i = sizeOf(known); i < size; i++) {
    const row = i * size;
    let k = 0;
    for (; k + 4 <= i; k += 4) subtractFour(lower, result, size, i, k);
    for (; k < i; k++) {
      const factor = at(lower, row + k);
      for (let j = 0; j <= k; j++) result[row + j] = at(result, row + j) - factor * at(result, k * size + j);
    }
    const diagonal = at(lower, row + i);
    for (let j = 0; j < i; j++) result[row + j] = at(result, row + j) / diagonal;
    result[row + i] = 1 / diagonal;
  }
  return result;
}

/** Subtracts the four rows from `k` on, each times its factor, from row `i`. */
function subtractFour(lower: Matrix, result: Matrix, size: number, i: number, k: number): void {
  const row = i * size;
  const p = at(lower, row + k);
  const q = at(lower, row + k + 1);
  const r = at(lower, row + k + 2);
  const s = at(lower, row + k + 3);
  const a = k * size;
  const b = (k + 1) * size;
  const c = (k + 2) * size;
  const d = (k + 3) * size;
  for (let j = 0; j < k + 4; j++) {
    let value = at(result, row + j) - p * at(result, a + j);
    value -= q * at(result, b + j);
    value -= r * at(result, c + j);
    result[row + j] = value - s * at(result, d + j);
  }
}

/** X^T X of a lower triangular X; only the entries on and below the diagonal are computed. */
export function gram(lower: Matrix, size: number): Matrix {
  const result = new Float64Array(size * size);
  let k = 0;
  for (; k + 4 <= size; k += 4) addFour(lower, result, size, k);
  for (; k < size; k++)
    for (let i = 0; i <= k; i++) {
      const factor = at(lower, k * size + i);
      for (let j = 0; j <= i; j++) result[i * size + j] = at(result, i * size + j) + factor * at(lower, k * size + j);
    }
  return result;
}

/** Adds what four rows contribute to X^T X. */
function addFour(lower: Matrix, result: Matrix, size: number, k: number): void {
  const a = k * size;
  const b = (k + 1) * size;
  const c = (k + 2) * size;
  const d = (k + 3) * size;
  for (let i = 0; i < k + 4; i++) {
    const p = at(lower, a + i);
    const q = at(lower, b + i);
    const r = at(lower, c + i);
    const s = at(lower, d + i);
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      let value = at(result, row + j) + p * at(lower, a + j);
      value += q * at(lower, b + j);
      value += r * at(lower, c + j);
      result[row + j] = value + s * at(lower, d + j);
    }
  }
}

/** L x, for a lower triangular L and finite x; written into an array, if one is given. */
export function timesLower(
  lower: Matrix,
  x: Float64Array,
  product: Float64Array = new Float64Array(x.length),
): Float64Array {
  const size = x.length;
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    const a = i * size;
    const b = (i + 1) * size;
    const c = (i + 2) * size;
    const d = (i + 3) * size;
    let p = 0;
    let q = 0;
    let r = 0;
    let s = 0;
    for (let j = 0; j < i + 4; j++) {
      const factor = at(x, j);
      p += at(lower, a + j) * factor;
      q += at(lower, b + j) * factor;
      r += at(lower, c + j) * factor;
      s += at(lower, d + j) * factor;
    }
    product[i] = p;
    product[i + 1] = q;
    product[i + 2] = r;
    product[i + 3] = s;
  }
  for (; i < size; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += at(lower, i * size + j) * at(x, j);
    product[i] = sum;
  }
  return product;
}

/** L^T x, for a lower triangular L and finite x; written into an array, if one is given. */
export function timesUpper(
  lower: Matrix,
  x: Float64Array,
  product: Float64Array = new Float64Array(x.length),
): Float64Array {
  const size = x.length;
  product.fill(0);
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    const a = i * size;
    const b = (i + 1) * size;
    const c = (i + 2) * size;
    const d = (i + 3) * size;
    const p = at(x, i);
    const q = at(x, i + 1);
    const r = at(x, i + 2);
    const s = at(x, i + 3);
    for (let j = 0; j < i + 4; j++) {
      let value = at(product, j) + p * at(lower, a + j);
      value += q * at(lower, b + j);
      value += r * at(lower, c + j);
      product[j] = value + s * at(lower, d + j);
    }
  }
  for (; i < size; i++) {
    const factor = at(x, i);
    for (let j = 0; j <= i; j++) product[j] = at(product, j) + factor * at(lower, i * size + j);
  }
  return product;
}

const none: Matrix = new Float64Array(0);

const sizeOf = (matrix: Matrix): number => Math.round(Math.sqrt(matrix.length));

/** A larger matrix that begins with the rows of another one, and has zeros elsewhere. */
export function enlarged(matrix: Matrix, size: number): Matrix {
  const larger = new Float64Array(size * size);
  const old = sizeOf(matrix);
  for (let i = 0; i < old; i++) larger.set(matrix.subarray(i * old, (i + 1) * old), i * size);
  return larger;
}

const at = (array: Float64Array, index: number): number => array[index] as number;
