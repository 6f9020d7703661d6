import { hypervolume, type Losses } from '../../../src/index.js';
import { probit } from '../../../src/math/probit.js';
import { type Boxes, nonDominatedBoxes } from '../../../src/pareto/nonDominatedBoxes.js';
import { logExpectedImprovement } from '../../../src/samplers/gp/expectedImprovement.js';
import type { Prediction } from '../../../src/samplers/gp/gaussianProcess.js';
import { logHypervolumeImprovement } from '../../../src/samplers/gp/hypervolumeImprovement.js';

const boxesOf = (front: readonly Losses[], reference: Losses): Boxes =>
  nonDominatedBoxes(front, reference, Infinity) ?? { thresholds: [], boxes: [] };

/** The mean over the middles of many strips of equal probability. */
function integrated(
  front: readonly Losses[],
  reference: Losses,
  predictions: readonly Prediction[],
  count: number,
): number {
  const before = hypervolume(front, reference);
  const strips = Array.from({ length: count }, (_, index) => probit((index + 0.5) / count));
  let sum = 0;
  for (let cell = 0; cell < count ** predictions.length; cell += 1) {
    const losses = predictions.map(
      ({ mean, deviation }, goal) => mean + deviation * (strips[Math.floor(cell / count ** goal) % count] ?? 0),
    );
    sum += hypervolume([...front, losses], reference) - before;
  }
  return sum / count ** predictions.length;
}

const cases: readonly (readonly [string, readonly Losses[], Losses, readonly Prediction[], number])[] = [
  [
    'one point',
    [[0, 0]],
    [1, 1],
    [
      { mean: 0.2, deviation: 0.5 },
      { mean: -0.3, deviation: 1 },
    ],
    60,
  ],
  [
    'two goals',
    [
      [0, 1],
      [0.4, 0.5],
      [1, 0],
    ],
    [1.2, 1.1],
    [
      { mean: 0.3, deviation: 0.3 },
      { mean: 0.6, deviation: 0.2 },
    ],
    60,
  ],
  [
    'three goals',
    [
      [0, 1, 0.5],
      [0.4, 0.5, 0.4],
      [1, 0, 0.2],
      [0.6, 0.6, 0],
    ],
    [1.2, 1.1, 1],
    [
      { mean: 0.3, deviation: 0.3 },
      { mean: 0.6, deviation: 0.2 },
      { mean: 0.3, deviation: 0.2 },
    ],
    20,
  ],
];

test.each(cases)('with %s it is what integration finds', (_, front, reference, predictions, count) => {
  const { value } = logHypervolumeImprovement(boxesOf(front, reference))(predictions);
  const [few, many] = [count / 2, count].map((strips) => integrated(front, reference, predictions, strips));
  // What strips miss of the tails falls with their number.
  expect(Math.exp(value) / (2 * (many ?? NaN) - (few ?? NaN))).toBeCloseTo(1, 1.5);
});

test.each(cases)('with %s its derivatives are those of its value', (_, front, reference, predictions) => {
  const boxes = boxesOf(front, reference);
  const { byMean, byDeviation } = logHypervolumeImprovement(boxes)(predictions);
  const step = 1e-5;
  for (const [goal, { mean, deviation }] of predictions.entries()) {
    const at = (change: Partial<Prediction>): number =>
      logHypervolumeImprovement(boxes)(predictions.with(goal, { mean, deviation, ...change })).value;
    expect((at({ mean: mean + step }) - at({ mean: mean - step })) / (2 * step)).toBeCloseTo(byMean[goal] ?? NaN, 5);
    const slope = (at({ deviation: deviation + step }) - at({ deviation: deviation - step })) / (2 * step);
    expect(slope).toBeCloseTo(byDeviation[goal] ?? NaN, 5);
  }
});

test('with one goal it is the expected improvement', () => {
  const found = logHypervolumeImprovement(boxesOf([[0.3]], [1]))([{ mean: 0.5, deviation: 0.2 }]);
  const { value, byMean, byDeviation } = logExpectedImprovement(0.5, 0.2, 0.3);
  expect(found).toEqual({ value, byMean: [byMean], byDeviation: [byDeviation] });
});

test('where nothing is to be gained in all digits, it keeps a slope', () => {
  const boxes = boxesOf(
    [
      [0, 1],
      [1, 0],
    ],
    [1.1, 1.1],
  );
  const { value, byMean } = logHypervolumeImprovement(boxes)([
    { mean: 30, deviation: 0.1 },
    { mean: 40, deviation: 0.1 },
  ]);
  expect(Math.exp(value)).toBe(0);
  expect(value).toBeGreaterThan(-Infinity);
  expect(Math.min(...byMean.map((slope) => -slope))).toBeGreaterThan(100);
});
