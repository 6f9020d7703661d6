/** Text that cannot drive a terminal: control and bidirectional characters, lone surrogates, line separators and byte order marks as `\u001b`. */
export function escapeControl(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
