import { softmax } from '../src/index.js';

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

test('equal scores give equal probabilities, and log(sum(exp)) is log(classes)', () => {
  const scores = new Float64Array(4);
  expect(softmax(scores)).toBeCloseTo(Math.log(4), 15);
  expect([...scores]).toEqual([0.25, 0.25, 0.25, 0.25]);
});

test('the definition, where it can be computed naively', () => {
  const scores = Float64Array.of(-1, 0.5, 2);
  const naive = [...scores].map(Math.exp);
  expect(softmax(scores)).toBeCloseTo(Math.log(sum(naive)), 14);
  scores.forEach((p, c) => expect(p).toBeCloseTo(naive[c]! / sum(naive), 15));
});

test.each([1000, -1000, 1e8, -1e300])('a shift by %d changes no probability', (shift) => {
  const [plain, shifted] = [Float64Array.of(0, 0, 0), Float64Array.of(shift, shift, shift)];
  softmax(plain);
  expect(softmax(shifted)).toBeCloseTo(shift + Math.log(3), 5);
  expect(shifted).toEqual(plain);
});

test('scores thousands apart neither overflow nor divide by zero', () => {
  const scores = Float64Array.of(-5000, 0, 5000);
  expect(softmax(scores)).toBe(5000);
  expect([...scores]).toEqual([0, 0, 1]);
});

test.each([
  [NaN, 0],
  [0, NaN],
  [Infinity, 0],
  [Infinity, Infinity],
  [-Infinity, -Infinity],
])('scores of %d and %d have no finite answer', (a, b) => {
  expect(softmax(Float64Array.of(a, b))).toBeNaN();
});
