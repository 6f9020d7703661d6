import { cholesky, gram, invertLower, type Matrix, timesLower, timesUpper } from '../../src/math/cholesky.js';

const at = (array: Float64Array, index: number): number => array[index] ?? NaN;

/** The loops of a textbook, with the sums in the order that proposals depend on. */
const textbook = {
  cholesky: (matrix: Matrix, size: number): Matrix => {
    const lower = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        let sum = at(matrix, i * size + j);
        for (let k = 0; k < j; k++) sum -= at(lower, i * size + k) * at(lower, j * size + k);
        lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(lower, j * size + j);
      }
    return lower;
  },
  invertLower: (lower: Matrix, size: number): Matrix => {
    const result = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = j; k < i; k++) sum -= at(lower, i * size + k) * at(result, k * size + j);
        result[i * size + j] = sum / at(lower, i * size + i);
      }
    return result;
  },
  gram: (lower: Matrix, size: number): Matrix => {
    const result = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++)
        for (let k = i; k < size; k++)
          result[i * size + j] = at(result, i * size + j) + at(lower, k * size + i) * at(lower, k * size + j);
    return result;
  },
  timesLower: (lower: Matrix, x: Float64Array): Float64Array =>
    x.map((_, i) => x.slice(0, i + 1).reduce((sum, value, j) => sum + at(lower, i * x.length + j) * value, 0)),
  timesUpper: (lower: Matrix, x: Float64Array): Float64Array =>
    x.map((_, j) => x.reduce((sum, value, i) => (i < j ? sum : sum + value * at(lower, i * x.length + j)), 0)),
};

/** Covariances of points on a line, with some noise. */
function covariances(size: number): Matrix {
  const place = (i: number): number => Math.sin(i * i) + i / size;
  return Float64Array.from({ length: size * size }, (_, index) => {
    const [i, j] = [Math.floor(index / size), index % size];
    return Math.exp(-Math.abs(place(i) - place(j))) + (i === j ? 0.01 : 0);
  });
}

describe.each([1, 3, 4, 7, 8, 13, 30])('a matrix of %i rows', (size) => {
  const matrix = covariances(size);
  const lower = textbook.cholesky(matrix, size);
  const root = textbook.invertLower(lower, size);
  const x = Float64Array.from({ length: size }, (_, i) => Math.cos(3 * i));

  test('all is what a textbook computes, to the last bit', () => {
    expect(cholesky(matrix, size)).toEqual(lower);
    expect(invertLower(lower, size)).toEqual(root);
    expect(gram(root, size)).toEqual(textbook.gram(root, size));
    expect(timesLower(root, x)).toEqual(textbook.timesLower(root, x));
    expect(timesUpper(root, x)).toEqual(textbook.timesUpper(root, x));
  });

  test('the factor and the inverse of more rows go on from those of the first', () => {
    for (const few of [1, size - 1, Math.floor(size / 2)]) {
      const first = matrix.filter((_, index) => index < few * size && index % size < few);
      const known = textbook.cholesky(first, few);
      expect(cholesky(matrix, size, known)).toEqual(lower);
      expect(invertLower(lower, size, textbook.invertLower(known, few))).toEqual(root);
    }
  });
});

test('a matrix that is not positive definite has no factor', () => {
  for (const size of [2, 5, 8])
    for (const row of [0, size - 1]) {
      const matrix = covariances(size).map((value, index) => (index === row * (size + 1) ? -1 : value));
      expect(cholesky(matrix, size)).toBeUndefined();
    }
});
