import { createSearchSpace, type Space } from '../../../src/index.js';
import { sampleSobol } from '../../../src/samplers/spaceFilling/sobol.js';
import { type ExpectedGain, expectedGain } from '../../../src/samplers/gp/expectedGain.js';

const space: Space = ['x', 'y'].map((label) => ({
  label,
  path: [label],
  distribution: { kind: 'uniform', min: 0, max: 1 },
}));

/** The gain after some trials of a Sobol sequence. */
function gainAfter(
  count: number,
  lossAt: (x: number, y: number, index: number) => number,
  at: (u: number, index: number) => number = (u) => u,
): ExpectedGain | undefined {
  const { axes, paramsAt, pointOf } = createSearchSpace(space, {});
  const history = Array.from({ length: count }, (_, index) => {
    const [x = 0, y = 0] = sampleSobol({ labels: ['x', 'y'], seed: '0', index, count }).map((u) => at(u, index));
    return { point: [x, y], loss: lossAt(x, y, index) };
  });
  const request = { axes, history, pending: [], given: 0, generation: 4, seed: '0', trialNumber: count, attempt: 0 };
  return expectedGain({ ...request, snap: (point) => pointOf(paramsAt(point)) });
}

const valley = (x: number, y: number): number => (x - 0.3) ** 2 + (y - 0.6) ** 2;

test('with few trials nothing is known of the gain, and neither if none has a loss', () => {
  expect(gainAfter(19, valley)).toBeUndefined();
  expect(gainAfter(30, () => Infinity)).toBeUndefined();
});

test('little is to be gained on a smooth function that is explored, and much beyond the end of what was tried', () => {
  expect(gainAfter(30, valley)?.gain).toBeLessThan(0.01);
  const slope = (x: number): number => 1 - x;
  const known = gainAfter(30, slope)?.gain ?? NaN;
  const unknown = gainAfter(30, slope, (u) => u / 3)?.gain ?? NaN;
  expect(unknown).toBeGreaterThan(0.1);
  expect(known).toBeLessThan(unknown / 10);
});

test('the gain and the noise have the unit of the loss, wherever its zero is', () => {
  const one = gainAfter(24, valley) ?? { gain: NaN, noise: NaN };
  const many = gainAfter(24, (x, y) => 1000 * valley(x, y) - 7) ?? { gain: NaN, noise: NaN };
  expect(many.gain / one.gain).toBeCloseTo(1000, -1);
  expect(many.noise / one.noise).toBeCloseTo(1000, -1);
});

test('the noise is about what was added to a function, and little without any', () => {
  const noisy = gainAfter(100, (x, y, index) => valley(x, y) + 0.1 * Math.sin(index * 12.9898) * Math.SQRT2);
  expect(noisy?.noise).toBeGreaterThan(0.05);
  expect(noisy?.noise).toBeLessThan(0.15);
  expect(gainAfter(60, valley)?.noise).toBeLessThan(0.01);
});

test('nothing is to be gained where all losses are equal', () => {
  expect(gainAfter(30, () => 5)).toEqual({ gain: 0, noise: 0 });
});
