/**
 * East Asian Wide and Fullwidth characters and emoji (Unicode Standard Annex 11), as whole blocks: a character counted too
 * wide costs a column, while one counted too narrow would break a line.
 */
const wide =
  /[\u1100-\u115f\u231a-\u2b55\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Code points that terminals draw over the previous one, or not at all. */
const invisible = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;

/** Box drawing, block elements and plain symbols in the range above that take one column; they include our own bars. */
const narrow = /[\u2500-\u25fc\u2600-\u2613\u2616-\u2647]/u;

/** Texts of these characters alone, which are most, take a column for each. */
const plain = /^[\0-\u02ff]*$/;

/** The number of columns that a text takes in a terminal. Joined emoji count as their parts: never too few columns. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const point of text) width += pointWidth(point);
  return width;
}

export function pointWidth(point: string): number {
  if (point < '\u0300') return 1;
  if (invisible.test(point)) return 0;
  return wide.test(point) && !narrow.test(point) ? 2 : 1;
}
