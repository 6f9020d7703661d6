import * as fc from 'fast-check';

import { createStream, measureImportance, type ImportanceAxis } from '../../src/index.js';

const draw = (count: number, label: string): number[] => {
  const stream = createStream('importance test', label);
  return Array.from({ length: count }, () => stream());
};
const linear = (values: readonly number[]): ImportanceAxis => ({ scale: 'linear', values });
const uniform = (count: number, dimensions: number, sample = ''): number[][] =>
  Array.from({ length: dimensions }, (_, axis) => draw(count, `${sample} axis ${axis}`));
const valuesOf = (axes: readonly number[][], f: (point: number[]) => number): number[] =>
  (axes[0] ?? []).map((_, index) => f(axes.map((axis) => axis[index] ?? 0)));
const fractions = (axes: readonly ImportanceAxis[], values: readonly number[]): number[] =>
  measureImportance(axes, values)?.axes.map(({ fraction }) => fraction) ?? [];

// First-order Sobol indices in closed form: of a linear sum a_j² / Σ a², of the g-function as in Saltelli et al. (2010).
test.each([
  ['a linear sum', (x: number[]) => 3 * (x[0] ?? 0) + 2 * (x[1] ?? 0) + (x[2] ?? 0), [9 / 14, 4 / 14, 1 / 14]],
  [
    'the g-function',
    (x: number[]) => [0, 1, 9].reduce((product, a, j) => (product * (Math.abs(4 * (x[j] ?? 0) - 2) + a)) / (1 + a), 1),
    [0.755, 0.189, 0.0076],
  ],
  ['Ishigami', (x: number[]) => ishigami(x.map((value) => Math.PI * (2 * value - 1))), [0.3139, 0.4424, 0]],
])('it finds the first-order Sobol indices of %s', (_, f, expected) => {
  // On average over samples. What a tree has not parted of the effect of several axes it takes for an effect of them all:
  // 0.126 too little for Ishigami's second axis, the worst of all here.
  const found = Array.from({ length: 8 }, (_unused, sample) => {
    const axes = uniform(500, 3, `sample ${sample}`);
    return fractions(axes.map(linear), valuesOf(axes, f));
  });
  for (const [axis, index] of expected.entries()) {
    const mean = found.reduce((sum, of) => sum + (of[axis] ?? 0) / found.length, 0);
    expect(Math.abs(mean - index)).toBeLessThan(0.15);
  }
});

const ishigami = ([a = 0, b = 0, c = 0]: number[]): number =>
  Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);

test('its uncertainty falls with more trials, and noise fits badly', () => {
  const deviation = (count: number): number => {
    const axes = uniform(count, 2);
    return (
      measureImportance(
        axes.map(linear),
        valuesOf(axes, ([a = 0, b = 0]) => a + b),
      )?.axes[0]?.deviation ?? NaN
    );
  };
  expect(deviation(400)).toBeLessThan(deviation(15));
  const axes = uniform(200, 2);
  expect(
    measureImportance(
      axes.map(linear),
      valuesOf(axes, ([a = 0]) => a),
    )?.fit,
  ).toBeGreaterThan(0.95);
  expect(measureImportance(axes.map(linear), draw(200, 'noise'))?.fit).toBeLessThan(0.2);
});

test('scales, categories and parameters that some trials lack are axes like any other', () => {
  const count = 300;
  const rate = draw(count, 'rate').map((u) => 10 ** (-6 + 6 * u));
  const kind = draw(count, 'kind').map((u) => Math.floor(4 * u));
  const extra = draw(count, 'extra').map((u, index) => (kind[index] === 0 ? u : null));
  const score = rate.map((value, index) => Math.log10(value) + [0, 5, 0, 5][kind[index] ?? 0]!);
  const found = fractions(
    [{ scale: 'log', values: rate }, { scale: 'category', values: kind }, linear(extra as number[])],
    score,
  );
  // Variances: 3 of the logarithm over six decades, 6.25 of the kind; the extra parameter says only which kind it is.
  expect(found[1]).toBeGreaterThan(found[0] ?? 1);
  expect(found[0]).toBeGreaterThan(0.2);
  expect(found[2]).toBeLessThan(0.1);
});

test('importance is undefined if there is too little to learn from', () => {
  const axes = uniform(30, 1).map(linear);
  expect(measureImportance(axes, Array<number>(30).fill(1))).toBeUndefined();
  expect(measureImportance([linear(draw(9, 'few'))], draw(9, 'values'))).toBeUndefined();
  expect(measureImportance([linear(Array<number>(30).fill(1))], draw(30, 'values'))).toBeUndefined();
  expect(measureImportance([], draw(30, 'values'))).toBeUndefined();
});

test('fractions are parts of one whole, the same each time, whatever the values', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }),
    fc.constantFrom(0, 1),
  );
  const trials = fc.array(fc.tuple(fc.option(value), fc.nat(3), value), { minLength: 10, maxLength: 40 });
  fc.assert(
    fc.property(trials, (all) => {
      const axes: ImportanceAxis[] = [
        { scale: 'linear', values: all.map(([a]) => a) },
        { scale: 'category', values: all.map(([, b]) => b) },
      ];
      const values = all.map(([, , metric]) => metric);
      const found = measureImportance(axes, values);
      expect(measureImportance(axes, values)).toEqual(found);
      const sum = found?.axes.reduce((total, { fraction }) => total + fraction, 0) ?? 0;
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 30 },
  );
});
