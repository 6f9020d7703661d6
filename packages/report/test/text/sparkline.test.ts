import * as fc from 'fast-check';

import { formatBytes } from '../../src/index.js';
import { sparkline } from '../../src/text/sparkline.js';

test('the smallest value is the lowest bar, the largest the highest, and what is not finite a gap', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 20)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([2, NaN, 1, Infinity], 20)).toBe('█ ▁ ');
  expect(sparkline([3, 3], 20)).toBe('▁▁');
  expect(sparkline([], 20)).toBe('');
});

test('a long curve keeps its first and last value', () => {
  const values = Array.from({ length: 100 }, (_, index) => index);
  expect(sparkline(values, 3)).toBe('▁▅█');
});

test('never more bars than columns, whatever the values', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), fc.integer({ min: 1, max: 50 }), (values, width) => {
      const text = sparkline(values, width);
      expect(text).toHaveLength(Math.min(values.length, width));
      expect(text).toMatch(/^[▁▂▃▄▅▆▇█ ]*$/);
    }),
  );
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1549, '1.5 kB'],
  [9950, '10 kB'],
  [999_500, '1.0 MB'],
  [2.5e9, '2.5 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
