import { heavyBall } from '../src/index.js';

const options = { stepSize: 0.1, momentum: 0.75 };

test("Polyak's two-step form: w(t+1) = w(t) - stepSize * g(t) + momentum * (w(t) - w(t-1))", () => {
  const [weights, velocity] = [Float64Array.of(1, -2), new Float64Array(2)];
  const curvature = [1, 10];
  let [before, now] = [
    [1, -2],
    [1, -2],
  ];
  for (let t = 0; t < 50; t++) {
    heavyBall(
      weights,
      velocity,
      Float64Array.from(weights, (w, i) => curvature[i]! * w),
      options,
    );
    const next = now.map((w, i) => w - options.stepSize * curvature[i]! * w + options.momentum * (w - before[i]!));
    [before, now] = [now, next];
    weights.forEach((w, i) => expect(w).toBeCloseTo(now[i]!, 12));
  }
});

test('along a constant gradient the step approaches stepSize / (1 - momentum)', () => {
  const [weights, velocity] = [new Float64Array(1), new Float64Array(1)];
  for (let t = 0; t < 200; t++) heavyBall(weights, velocity, Float64Array.of(1), options);
  expect(velocity[0]).toBeCloseTo(-0.4, 12);
});

test('without momentum it is gradient descent', () => {
  const [weights, velocity] = [Float64Array.of(3), Float64Array.of(100)];
  heavyBall(weights, velocity, Float64Array.of(2), { stepSize: 0.25, momentum: 0 });
  expect(weights[0]).toBe(2.5);
});
