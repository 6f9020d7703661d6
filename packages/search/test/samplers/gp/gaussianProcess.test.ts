import { correlations } from '../../../src/samplers/gp/correlation.js';
import { fitPosterior, type TrainingData } from '../../../src/samplers/gp/gaussianProcess.js';

/** Twelve points in two dimensions, the second of categories; where they are close, only jitter makes their covariances regular. */
function observed(width: number): TrainingData {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  return {
    points: numbers.map((index) => [0.5 + width * Math.sin(7 * index), index % 2]),
    values: numbers.map((index) => Math.cos(index)),
    noiseFactors: numbers.map((index) => 1 + (index % 3)),
    isCategorical: [false, true],
    correlation: correlations.matern52,
  };
}

test.each([
  ['apart', 0.5, 0.01],
  ['so close that they need jitter', 1e-9, 0],
])('further observations, %s, are as good as all of them at once, to the last bit', (_, width, noise) => {
  const kernel = { weights: [3, 0.5], scale: 1.2, noise };
  const data = observed(width);
  const cut = (from: number, to: number): Pick<TrainingData, 'points' | 'values' | 'noiseFactors'> => ({
    points: data.points.slice(from, to),
    values: data.values.slice(from, to),
    noiseFactors: data.noiseFactors.slice(from, to),
  });
  const whole = fitPosterior(data, kernel);
  for (const few of [1, 5, 9, 11]) {
    const grown = fitPosterior({ ...data, ...cut(0, few) }, kernel).withMore(cut(few, 12));
    expect(grown.means).toEqual(whole.means);
    expect(grown.predictSlope([0.3, 1])).toEqual(whole.predictSlope([0.3, 1]));
    expect(grown.predict([0.3, 0])).toEqual(whole.predict([0.3, 0]));
  }
});
