import { mulberry32, shuffle } from '../src/index.js';

const identity = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);

test.each([0, 1, 2, 100])('%d items are permuted, none lost', (length) => {
  const order = identity(length);
  shuffle(order, mulberry32(1));
  expect(order.toSorted()).toEqual(identity(length));
});

test('the largest number below 1 still picks an item', () => {
  const order = identity(5);
  shuffle(order, () => 1 - 2 ** -53);
  expect(order).toEqual(identity(5));
});

/** Chi-squared with 5 degrees of freedom, 6,000 shuffles: above 20.5 once in 1,000 seeds, and this seed is fixed. */
test('all six orders of three items are equally frequent', () => {
  const rng = mulberry32(4787);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = identity(3);
    shuffle(order, rng);
    counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  expect([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
});
