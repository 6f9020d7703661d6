import * as fc from 'fast-check';

import { mayStart } from '../../src/slice/mayStart.js';

const ms = fc.double({ min: 0, max: 1e9, noNaN: true });

it.each([
  [0, 0, true],
  [4_999, 1, true],
  [5_000, 1, false],
  [5_000, 501, true],
  [5_010, 501, false],
  [59_999, 1e9, true],
  [60_000, 1e9, false],
])('after %d ms, the longest trial having taken %d ms: %p', (elapsed, longest, expected) => {
  expect(mayStart(elapsed, longest)).toBe(expected);
});

it('a slice of five seconds is never cut, and one of a minute always', () => {
  const law = (elapsed: number, longest: number): void => {
    if (elapsed < 5_000) expect(mayStart(elapsed, longest)).toBe(true);
    if (elapsed >= 60_000) expect(mayStart(elapsed, longest)).toBe(false);
  };
  fc.assert(fc.property(fc.oneof(ms, fc.double({ min: 0, max: 7e4, noNaN: true })), ms, law));
});

it('more time passed, or shorter trials, never make it start one more', () => {
  const law = (elapsed: number, longest: number, more: number): void => {
    if (mayStart(elapsed, longest)) return;
    expect(mayStart(elapsed + more, longest)).toBe(false);
    expect(mayStart(elapsed, Math.max(0, longest - more))).toBe(false);
  };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true }), ms, law),
  );
});
