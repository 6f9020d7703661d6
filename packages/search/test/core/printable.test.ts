import * as fc from 'fast-check';

import { printable } from '../../src/core/printable.js';

test.each([
  ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
  ['a line break', 'a\nb\r\u0085\u2028\u2029', 'a\\u000ab\\u000d\\u0085\\u2028\\u2029'],
  ['the first and the last control characters', '\u0000\u001f\u007f\u009f', '\\u0000\\u001f\\u007f\\u009f'],
  ['marks of direction', '\u061c\u200e\u200f', '\\u061c\\u200e\\u200f'],
  ['embeddings and overrides', '\u202a\u202b\u202c\u202d\u202e', '\\u202a\\u202b\\u202c\\u202d\\u202e'],
  ['isolates', '\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
  ['a byte order mark and half a character', '\ufeff\ud83d', '\\ufeff\\ud83d'],
])('%s is shown escaped', (_name, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('letters, emoji and their joiners stay as they are', () => {
  const text = 'naïve 👩‍🔬 ‹b› עברית \u00a0\u00ad';
  expect(printable(text)).toBe(text);
});

test('its result is printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(printable(text))).toBe(printable(text));
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
  );
});
