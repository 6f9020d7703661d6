import { directionNumbers } from '../../../src/samplers/spaceFilling/directionNumbers.js';

test('the first rows are those of new-joe-kuo-6.21201', () => {
  expect(directionNumbers.slice(0, 8)).toEqual([
    [1, 0, 1],
    [2, 1, 1, 3],
    [3, 1, 1, 3, 1],
    [3, 2, 1, 1, 1],
    [4, 1, 1, 1, 3, 3],
    [4, 4, 1, 3, 5, 13],
    [5, 2, 1, 1, 5, 5, 17],
    [5, 4, 1, 1, 5, 5, 5],
  ]);
});

test('each row has one odd m_i below 2^i for each degree', () => {
  for (const [degree, , ...initial] of directionNumbers) {
    expect(initial).toHaveLength(degree);
    initial.forEach((m, index) => {
      expect(m % 2).toBe(1);
      expect(m).toBeLessThan(2 ** (index + 1));
    });
  }
});

test('each polynomial is primitive, and no two are equal', () => {
  const polynomials = directionNumbers.map(([degree, coefficients]) => 2 ** degree + 2 * coefficients + 1);
  expect(new Set(polynomials).size).toBe(polynomials.length);
  for (const polynomial of polynomials) expect(isPrimitive(polynomial)).toBe(true);
});

/** True if x generates all 2^d - 1 nonzero residues modulo the polynomial over GF(2). */
function isPrimitive(polynomial: number): boolean {
  const degree = 31 - Math.clz32(polynomial);
  const order = 2 ** degree - 1;
  if (degree === 1) return polynomial === 3;
  return (
    power(2, order, polynomial) === 1 && primeFactors(order).every((prime) => power(2, order / prime, polynomial) !== 1)
  );
}

function power(base: number, exponent: number, polynomial: number): number {
  let result = 1;
  for (
    let square = base, rest = exponent;
    rest > 0;
    rest = Math.floor(rest / 2), square = multiply(square, square, polynomial)
  ) {
    if (rest % 2 === 1) result = multiply(result, square, polynomial);
  }
  return result;
}

function multiply(a: number, b: number, polynomial: number): number {
  const degree = 31 - Math.clz32(polynomial);
  let product = 0;
  for (let shifted = a, rest = b; rest > 0; rest >>>= 1) {
    if (rest & 1) product ^= shifted;
    shifted <<= 1;
    if ((shifted >>> degree) & 1) shifted ^= polynomial;
  }
  return product;
}

function primeFactors(value: number): number[] {
  const factors: number[] = [];
  let rest = value;
  for (let factor = 2; factor * factor <= rest; factor++) {
    if (rest % factor === 0) factors.push(factor);
    while (rest % factor === 0) rest /= factor;
  }
  return rest > 1 ? [...factors, rest] : factors;
}
