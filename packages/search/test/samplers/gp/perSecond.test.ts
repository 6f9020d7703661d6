import { perSecond } from '../../../src/samplers/gp/perSecond.js';
import { createAxes } from '../../../src/space/axis.js';

const axes = createAxes([
  { path: ['x'], label: 'x', distribution: { kind: 'uniform', min: 0, max: 1 } },
  { path: ['y'], label: 'y', distribution: { kind: 'uniform', min: 0, max: 1 } },
]);
/** Observations at even places, of which a trial takes a hundred times as long at one end of x as at the other. */
const history = Array.from({ length: 12 }, (_, index) => {
  const point = [((index * 5) % 12) / 12, index / 12] as const;
  return { point, loss: index, seconds: 100 ** point[0] };
});
/** A worth and its gradient, as a logarithm. */
const plain = {
  at: ([x = 0, y = 0]: readonly (number | undefined)[]) => -x * y,
  slopeAt: ([x = 0, y = 0]: readonly number[]) => ({ value: -x * y, gradient: [-y, -x] }),
};
const gp = { per: 'seconds' } as const;

test('the time that a trial is expected to take is what trials nearby took', () => {
  const worth = perSecond({ axes, history, gp }, plain);
  for (const x of [0.1, 0.5, 0.9]) {
    const seconds = Math.exp(plain.at([x, 0.5]) - worth.at([x, 0.5]));
    expect(seconds / 100 ** x).toBeGreaterThan(0.9);
    expect(seconds / 100 ** x).toBeLessThan(1.1);
  }
});

test.each([false, true])('gradients are those of the values, of a product: %s', (isProduct) => {
  const worth = perSecond({ axes, history, gp }, plain, isProduct);
  const step = 1e-5;
  for (const [x, y] of [
    [0.2, 0.3],
    [0.7, 0.6],
  ] as const) {
    const { value, gradient } = worth.slopeAt([x, y]);
    expect(value).toBeCloseTo(worth.at([x, y]), 10);
    expect(gradient[0]).toBeCloseTo((worth.at([x + step, y]) - worth.at([x - step, y])) / (2 * step), 5);
    expect(gradient[1]).toBeCloseTo((worth.at([x, y + step]) - worth.at([x, y - step])) / (2 * step), 5);
  }
});

test('a worth stays what it is if nobody asks, and where times say nothing', () => {
  expect(perSecond({ axes, history }, plain)).toBe(plain);
  expect(perSecond({ axes, history: history.map(({ point, loss }) => ({ point, loss })), gp }, plain)).toBe(plain);
  expect(perSecond({ axes, history: history.map((one) => ({ ...one, seconds: 3 })), gp }, plain)).toBe(plain);
  expect(perSecond({ axes, history: history.map((one) => ({ ...one, seconds: 0 })), gp }, plain)).toBe(plain);
});
