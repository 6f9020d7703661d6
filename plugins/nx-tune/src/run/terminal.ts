/** The width of a text in columns, and whether it may have colors. */
export interface Terminal {
  readonly width: number;
  readonly color: boolean;
}

/**
 * The terminal that the output goes to. In a file or in CI, texts have `otherWidth` columns and no colors. A terminal that
 * nobody looks at, such as that of `script` in a pipeline, may say that it has 0 columns: then texts have `otherWidth`, too.
 */
export function terminal(otherWidth = 100): Terminal {
  const { columns, isTTY } = process.stdout;
  return { width: isTTY && columns > 0 ? columns : otherWidth, color: isTTY && (process.env['NO_COLOR'] ?? '') === '' };
}
