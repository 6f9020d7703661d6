/**
 * Escapes characters that could control a terminal or disguise a text, showing U+001B as `\u001b`: control characters, lone
 * surrogates, line and paragraph separators, bidirectional controls, and byte order marks.
 */
export const printable = (text: string): string => text.replace(unprintable, escapeCharacter);

/** The characters that `printable` escapes. */
export const unprintable: RegExp = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Writes a character as `\u001b`. */
export const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
