import { sampleRandom } from '../../../src/samplers/spaceFilling/random.js';
import { describeUnitSamplerContract, firstTen } from './samplerContract.js';

describeUnitSamplerContract('random', sampleRandom);

test('its first ten points', () =>
  expect(firstTen(sampleRandom)).toMatchInlineSnapshot(`
    [
      "0.199315 0.232014 0.825053",
      "0.284621 0.332022 0.494772",
      "0.604757 0.168381 0.486300",
      "0.968359 0.669910 0.483653",
      "0.370900 0.108178 0.112687",
      "0.855932 0.924951 0.038607",
      "0.666098 0.347639 0.203214",
      "0.987770 0.643877 0.296979",
      "0.199736 0.563371 0.398357",
      "0.515093 0.191527 0.727514",
    ]
  `));

test('coordinates are uniform', () => {
  // Chi-squared with 19 degrees of freedom over 20,000 draws: 43.8 is its 0.999 quantile; a bin 10 % too full gives 10.5 more, one 25 % too full 65 more.
  const bins = Array<number>(20).fill(0);
  for (let index = 0; index < 20_000; index++)
    bins[Math.floor((sampleRandom({ labels: ['x'], seed: 'uniform', index, count: 0 })[0] ?? 0) * 20)]! += 1;
  const statistic = bins.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0);
  expect(statistic).toBeLessThan(43.8);
});

test('the best of T trials is in the top v of the space with probability 1 - (1 - v)^T', () => {
  // 2,000 sweeps of 20 trials, v = 0.1: 0.8784 expected, with a standard error of 0.0073.
  const sweeps = 2000;
  const isHit = (sweep: number): boolean =>
    Array.from(
      { length: 20 },
      (_, index) => sampleRandom({ labels: ['x'], seed: String(sweep), index, count: 20 })[0] ?? 1,
    ).some((x) => x < 0.1);
  const hits = Array.from({ length: sweeps }, (_, sweep) => isHit(sweep)).filter(Boolean).length;
  expect(Math.abs(hits / sweeps - (1 - 0.9 ** 20))).toBeLessThan(4 * 0.0073);
});
