import { pointWidth, textWidth } from './textWidth.js';

/** Returns the text, or as much of it as fits into `width` columns together with an ellipsis. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return width < 1 ? '' : `${start(text, width - 1)}…`;
}

function start(text: string, width: number): string {
  let end = 0;
  let taken = 0;
  for (const point of text) {
    taken += pointWidth(point);
    if (taken > width) break;
    end += point.length;
  }
  return text.slice(0, end);
}
