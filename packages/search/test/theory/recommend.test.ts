import * as fc from 'fast-check';

import { recommend } from '../../src/theory/recommend.js';
import { type TheoryMethod, theoryMethods } from '../../src/theory/theoryMethods.js';
import { createStream } from '../../src/index.js';

/** A quadratic with these eigenvalues is their sum of squares in its own axes; the optimum is 0. */
const quadratic = fc
  .record({
    mu: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    kappa: fc.double({ min: 1.05, max: 2000, noNaN: true }),
    seed: fc.nat(),
  })
  .map(({ mu, kappa, seed }) => {
    const next = createStream(String(seed), 'quadratic');
    const inner = Array.from({ length: 6 }, () => mu * (1 + (kappa - 1) * next()));
    return { mu, L: mu * kappa, eigenvalues: [mu, ...inner, mu * kappa], next };
  });

const norm = (vector: readonly number[]): number => Math.hypot(...vector);

/** The distances to the optimum after each step. */
function distances(
  method: TheoryMethod,
  eigenvalues: readonly number[],
  start: readonly number[],
  steps: number,
): number[] {
  const { stepSize, momentum } = recommend({ method, mu: Math.min(...eigenvalues), L: Math.max(...eigenvalues) });
  let [before, now] = [start, start];
  return Array.from({ length: steps }, () => {
    const moved = now.map((x, i) => x + momentum * (x - (before[i] ?? 0)));
    const at = method === 'nesterov' ? moved : now;
    const next = moved.map((x, i) => x - stepSize * (eigenvalues[i] ?? 0) * (at[i] ?? 0));
    [before, now] = [now, next];
    return norm(now);
  });
}

test.each(['gradient_descent', 'heavy_ball', 'nesterov'] as const)(
  '%s converges at the promised rate on quadratics',
  (method) => {
    fc.assert(
      fc.property(quadratic, ({ mu, L, eigenvalues, next }) => {
        const { rate } = recommend({ method, mu, L });
        const start = eigenvalues.map(() => next() - 0.5);
        const steps = Math.min(4000, Math.ceil(Math.log(1e-9) / Math.log(rate)));
        const all = distances(method, eigenvalues, start, steps);
        // Momentum lets the distance grow by a factor that is linear in the steps before it falls at the rate.
        const slack = method === 'gradient_descent' ? 1 + 1e-9 : 4 * (L / mu) ** 0.5;
        const excess = all.map((distance, step) => {
          const allowed = method === 'heavy_ball' ? slack * (step + 2) : slack;
          return distance - allowed * norm(start) * rate ** (step + 1) * (1 + 1e-6 * step);
        });
        expect(Math.max(...excess)).toBeLessThanOrEqual(1e-14);
      }),
      { numRuns: 100 },
    );
  },
);

test('no other constant step of gradient descent has a better rate', () => {
  fc.assert(
    fc.property(quadratic, fc.double({ min: 0.01, max: 1.99, noNaN: true }), ({ mu, L }, factor) => {
      const { stepSize, rate } = recommend({ method: 'gradient_descent', mu, L });
      const rateOf = (step: number): number => Math.max(Math.abs(1 - step * mu), Math.abs(1 - step * L));
      expect(rateOf(stepSize)).toBeCloseTo(rate, 8);
      expect(rateOf(stepSize * factor)).toBeGreaterThanOrEqual(rate - 1e-9);
    }),
  );
});

test('sgd with the step for a target stays below it in the limit, in expectation, and below the bound at each step', () => {
  fc.assert(
    fc.property(
      quadratic,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 1e-6, max: 10, noNaN: true }),
      ({ mu, L, eigenvalues }, noise, target) => {
        const { stepSize, floor = 0, rate } = recommend({ method: 'sgd', mu, L, noise, goal: { target } });
        expect(stepSize).toBeLessThanOrEqual((1 / L) * (1 + 1e-9));
        expect(floor).toBeLessThanOrEqual(target * (1 + 1e-9));
        // The exact second moment per axis: E x² ← (1 − a λ)² E x² + a² noise / d.
        const share = noise / eigenvalues.length;
        let squares = eigenvalues.map(() => 1);
        const gapOf = (): number => squares.reduce((sum, square, i) => sum + 0.5 * (eigenvalues[i] ?? 0) * square, 0);
        const first = gapOf();
        for (let step = 1; step <= 200; step++) {
          squares = squares.map(
            (square, i) => (1 - stepSize * (eigenvalues[i] ?? 0)) ** 2 * square + stepSize ** 2 * share,
          );
          expect(gapOf()).toBeLessThanOrEqual((floor + rate ** step * (first - floor)) * (1 + 1e-9));
        }
      },
    ),
  );
});

test('sgd with a number of steps has the least bound after them', () => {
  const problem = { method: 'sgd', mu: 0.1, L: 5, noise: 2 } as const;
  const bound = (step: number, steps: number): number => {
    const floor = (step * 5 * 2) / (2 * 0.1);
    return floor + (1 - step * 0.1) ** steps * (3 - floor);
  };
  for (const steps of [1, 10, 1000, 100_000]) {
    const { stepSize } = recommend({ ...problem, goal: { steps, initialGap: 3 } });
    for (let factor = 0.5; factor <= 2; factor += 0.01)
      if (stepSize * factor <= 1 / 5)
        expect(bound(stepSize, steps)).toBeLessThanOrEqual(bound(stepSize * factor, steps) * (1 + 1e-9));
  }
});

test('known values', () => {
  const values = theoryMethods.map((method) => recommend({ method, mu: 1, L: 9, noise: 4, goal: { target: 0.1 } }));
  expect(values.map(({ stepSize, momentum, rate }) => [stepSize, momentum, Number(rate.toFixed(6))])).toEqual([
    [0.2, 0, 0.8],
    [0.25, 0.25, 0.5],
    [0.1111111111, 0.5, 0.816497],
    [0.005555555556, 0, 0.994444],
  ]);
});
