/**
 * Escapes what could drive a terminal or disguise a text, so that U+001B is shown as `\u001b`: control characters, lone
 * surrogates, separators of lines and paragraphs, controls of the direction of writing, and byte order marks.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
