import * as fc from 'fast-check';

import type { Distribution } from '../../src/space/distribution.js';
import { createQuantile, round } from '../../src/space/quantile.js';

/** Numbers of 32 bits, as a stream gives them. Doubles by their bit patterns would nearly all be close to zero. */
const u = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((draw) => draw / 2 ** 32);
const range = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([min, width]) => ({ min, max: min + width }));
const positive = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([min, width]) => ({ min: min / 100, max: (min + width) / 100 }));
const exponents = fc
  .tuple(fc.integer({ min: -20, max: 10 }), fc.integer({ min: 1, max: 10 }))
  .map(([min, width]) => ({ min, max: min + width }));
const q = fc.constantFrom(0.1, 0.25, 1, 3);
const moments = fc.record({ mu: fc.integer({ min: -5, max: 5 }), sigma: fc.constantFrom(0.1, 1, 2) });

const bounded: fc.Arbitrary<Distribution> = fc.oneof(
  range.map((bounds) => ({ kind: 'int_uniform' as const, ...bounds })),
  range.map((bounds) => ({ kind: 'uniform' as const, ...bounds })),
  exponents.map((bounds) => ({ kind: 'log_uniform' as const, ...bounds })),
  exponents.map((bounds) => ({ kind: 'inv_log_uniform' as const, ...bounds })),
  positive.map((bounds) => ({ kind: 'log_uniform_values' as const, ...bounds })),
  positive.map((bounds) => ({ kind: 'inv_log_uniform_values' as const, ...bounds })),
);
const quantized: fc.Arbitrary<Distribution & { readonly q: number }> = fc.oneof(
  fc
    .record({ bounds: range, q })
    .map(({ bounds, q }) => ({ kind: 'q_uniform' as const, min: bounds.min, max: bounds.max + 3, q })),
  fc
    .record({ bounds: positive, q })
    .map(({ bounds, q }) => ({ kind: 'q_log_uniform_values' as const, min: bounds.min, max: bounds.max + 3, q })),
  fc.record({ moments, q }).map(({ moments, q }) => ({ kind: 'q_normal' as const, ...moments, q })),
);

test('quantile functions never fall, and those of inv_ distributions never rise', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        bounded,
        quantized,
        moments.map((both) => ({ kind: 'normal' as const, ...both })),
        moments.map((both) => ({ kind: 'log_normal' as const, ...both })),
      ),
      u,
      u,
      (distribution, a, b) => {
        const quantile = createQuantile(distribution);
        const [low, high] = [quantile(Math.min(a, b)), quantile(Math.max(a, b))] as [number, number];
        expect(distribution.kind.startsWith('inv') ? low >= high : low <= high).toBe(true);
      },
    ),
  );
});

test('values stay within the bounds', () => {
  fc.assert(
    fc.property(bounded, u, (distribution, at) => {
      if (!('min' in distribution)) throw new Error('every one of these has bounds');
      const value = createQuantile(distribution)(at) as number;
      const [low, high] =
        distribution.kind === 'log_uniform'
          ? [Math.exp(distribution.min), Math.exp(distribution.max)]
          : distribution.kind === 'inv_log_uniform'
            ? [Math.exp(-distribution.max), Math.exp(-distribution.min)]
            : [distribution.min, distribution.max];
      expect(value).toBeGreaterThanOrEqual(low * (low < 0 ? 1 : 1 - 1e-9) - 1e-300);
      expect(value).toBeLessThanOrEqual(high * (high < 0 ? 1 : 1 + 1e-9) + 1e-300);
    }),
  );
});

test('values have at most ten significant digits, since the last bits of exp and log are not promised', () => {
  fc.assert(
    fc.property(fc.oneof(bounded, quantized), u, (distribution, at) => {
      const value = createQuantile(distribution)(at) as number;
      expect(round(value)).toBe(value);
    }),
  );
});

test('quantised values are multiples of q', () => {
  fc.assert(
    fc.property(quantized, u, (distribution, at) => {
      const factor = (createQuantile(distribution)(at) as number) / distribution.q;
      expect(Math.abs(factor - Math.round(factor))).toBeLessThan(1e-6);
    }),
  );
});

test('each whole number of an int_uniform has the same measure', () => {
  const quantile = createQuantile({ kind: 'int_uniform', min: -2, max: 5 });
  const counts = new Map<unknown, number>();
  for (let k = 0; k < 800; k++) counts.set(quantile(k / 800), (counts.get(quantile(k / 800)) ?? 0) + 1);
  expect([...counts]).toEqual([-2, -1, 0, 1, 2, 3, 4, 5].map((value) => [value, 100]));
});

test.each<[Distribution, readonly number[]]>([
  [{ kind: 'uniform', min: 1, max: 3 }, [1, 1.5, 2, 2.5]],
  [{ kind: 'log_uniform_values', min: 1, max: 16 }, [1, 2, 4, 8]],
  [{ kind: 'log_uniform', min: 0, max: 4 }, [1, Math.exp(1), Math.exp(2), Math.exp(3)]],
  [{ kind: 'inv_log_uniform_values', min: 1, max: 16 }, [16, 8, 4, 2]],
  [{ kind: 'inv_log_uniform', min: 0, max: 2 }, [1, 0.6065306597, 0.3678794412, 0.2231301601]],
  [{ kind: 'q_uniform', min: 0, max: 10, q: 2.5 }, [0, 2.5, 5, 7.5]],
  [{ kind: 'normal', mu: 10, sigma: 2 }, [-2.46011998, 8.651020499, 10, 11.3489795]],
])('%j at 0, 1/4, 1/2 and 3/4', (distribution, values) => {
  const quantile = createQuantile(distribution);
  const found = [0, 0.25, 0.5, 0.75].map((at) => quantile(at) as number);
  found.forEach((value, index) =>
    expect(value).toBeCloseTo(values[index] ?? NaN, distribution.kind === 'normal' && index === 0 ? 0 : 6),
  );
});

test('probabilities are respected, and the order of the values in the file does not change any draw', () => {
  const quantile = createQuantile({ kind: 'categorical', values: ['b', 'a'], probabilities: [0.75, 0.25] });
  expect([0, 0.249, 0.251, 0.999].map(quantile)).toEqual(['a', 'a', 'b', 'b']);
  const reordered = createQuantile({ kind: 'categorical', values: ['a', 'b'], probabilities: [0.25, 0.75] });
  fc.assert(fc.property(u, (at) => expect(reordered(at)).toBe(quantile(at))));
});

test('a value of probability zero is never drawn', () => {
  const quantile = createQuantile({ kind: 'categorical', values: ['a', 'b', 'c'], probabilities: [0, 1, 0] });
  fc.assert(fc.property(u, (at) => expect(quantile(at)).toBe('b')));
});

/** Numbers of all sizes, many of them with few digits or half-way between two of ten digits. */
const numbers = fc
  .tuple(
    fc.double({ min: 1, max: 10, noNaN: true }),
    fc.integer({ min: -30, max: 30 }),
    fc.constantFrom(3, 9, 10, 11, 16),
  )
  .map(([mantissa, exponent, digits]) =>
    Number(`${mantissa.toPrecision(digits)}${digits === 11 ? '5' : ''}e${exponent}`),
  );

test('a number is rounded as its text with ten digits says', () => {
  const expected = (x: number): number => Number(x.toPrecision(10));
  for (const x of [0, -0, 1, 10, 1e9, 1e10, 1e22, 1e-13, 9.9999999995, 999999999.95, 2.5, Infinity, 0.1 + 0.2])
    expect([round(x), round(-x)]).toEqual([expected(x), expected(-x) + 0]);
  fc.assert(fc.property(numbers, (x) => round(x) === expected(x) && round(-x) === -expected(x)));
});
