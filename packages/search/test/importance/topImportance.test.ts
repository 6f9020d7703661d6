import {
  createStream,
  effectiveDimension,
  type ImportanceAxis,
  measureFit,
  measureImportance,
  measureTopImportance,
} from '../../src/index.js';

const draw = (count: number, label: string): number[] => {
  const stream = createStream('top importance test', label);
  return Array.from({ length: count }, () => stream());
};
const linear = (values: readonly (number | null)[]): ImportanceAxis => ({ scale: 'linear', values });

test('a parameter that only decides among good trials is found, though it explains little of the variance', () => {
  const [rough = [], fine = [], idle = []] = ['rough', 'fine', 'idle'].map((label) => draw(300, label));
  const axes = [rough, fine, idle].map(linear);
  const losses = rough.map((value, index) => (value < 0.5 ? 10 : 0) + Math.abs((fine[index] ?? 0) - 0.2));
  const overall = measureImportance(axes, losses)?.axes.map(({ fraction }) => fraction) ?? [];
  expect(overall[0]).toBeGreaterThan(0.95);
  const found = measureTopImportance(axes, losses);
  expect(found?.top).toBe(30);
  expect(found?.axes[1]?.fraction).toBeGreaterThan(0.5);
  expect(found?.axes.map(({ chance }) => chance <= 0.01)).toEqual([true, true, false]);
});

test('the divergence of a list of values is the closed form, less what chance gives', () => {
  // Two parameters of which each decides alone: of 4 values one is the best, of 2 values one. By equation 9, 4 - 1 = 3 and 2 - 1 = 1.
  const a = Array.from({ length: 800 }, (_, index) => index % 4);
  const b = Array.from({ length: 800 }, (_, index) => (index >> 2) % 2);
  const losses = a.map((value, index) => (value === 0 && b[index] === 0 ? 0 : 1) + index * 1e-6);
  const found = measureTopImportance([a, b].map(linear), losses);
  expect(found?.top).toBe(80);
  expect(found?.axes[0]?.fraction).toBeCloseTo(0.75, 1);
  expect(found?.axes[1]?.fraction).toBeCloseTo(0.25, 1);
});

test('with noise it calls a parameter important as often as its level says', () => {
  const called = Array.from({ length: 200 }, (_, run) => {
    const axes = ['a', 'b'].map((name) => linear(draw(40, `${run} ${name}`)));
    return measureTopImportance(axes, draw(40, `${run} loss`))?.axes.filter(({ chance }) => chance <= 0.05).length ?? 0;
  }).reduce((sum, count) => sum + count, 0);
  // Of 400 tests 20 are expected; a binomial variable is beyond 34 or below 8 once in a thousand.
  expect(called).toBeGreaterThan(7);
  expect(called).toBeLessThan(35);
});

test('categories, logarithms and absent values are compared, and huge numbers do no harm', () => {
  const kind = draw(200, 'kind').map((u) => Math.floor(3 * u));
  const rate = draw(200, 'rate').map((u) => 10 ** (-6 + 6 * u));
  const extra = draw(200, 'extra').map((u, index) => (kind[index] === 0 ? u : null));
  const huge = draw(200, 'huge').map((u) => (u - 0.5) * Number.MAX_VALUE);
  const losses = rate.map((value, index) => Math.abs(Math.log10(value) + 1.5) + (kind[index] === 0 ? 0 : 3));
  const found = measureTopImportance(
    [{ scale: 'category', values: kind }, { scale: 'log', values: rate }, linear(extra), linear(huge)],
    losses,
  );
  const chances = found?.axes.map(({ chance }) => chance) ?? [];
  expect(chances.slice(0, 3).every((chance) => chance <= 0.01)).toBe(true);
  expect(chances[3]).toBeGreaterThan(0.05);
  expect(found?.axes.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1, 12);
});

test('it has no answer for nine trials, or for equal losses', () => {
  expect(measureTopImportance([linear(draw(9, 'few'))], draw(9, 'losses'))).toBeUndefined();
  expect(measureTopImportance([linear(draw(20, 'equal'))], Array<number>(20).fill(1))).toBeUndefined();
});

test('the effective dimension is the number of parameters that the metric depends on', () => {
  const axes = ['a', 'b', 'c', 'd', 'e'].map((name) => linear(draw(200, name)));
  const of = (needed: readonly number[], order: readonly number[]): number => {
    const losses = draw(200, 'unused').map((_, index) =>
      needed.reduce((sum, axis) => sum + (axes[axis]?.values[index] ?? 0), 0),
    );
    return effectiveDimension(axes, losses, measureFit(axes, losses), order);
  };
  expect(of([3], [3, 0, 1, 2, 4])).toBe(1);
  expect(of([3, 1], [1, 3, 0, 2, 4])).toBe(2);
  expect(of([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])).toBe(5);
  expect(measureFit([], draw(200, 'a'))).toBe(0);
  expect(measureFit(axes, draw(5, 'few'))).toBeNaN();
});
