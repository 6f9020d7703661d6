const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Draws a bar that fills `part` (0 to 1) of `length` columns, to the nearest eighth of a column. */
export function bar(part: number, length: number): string {
  const units = Math.round(Math.min(1, Math.max(0, part)) * length * 8);
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
}
