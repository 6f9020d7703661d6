/** Formats a number to a count of significant digits, without zeros at its end. */
export const digits = (value, count) => String(Number(value.toPrecision(count)));

/** Median and quartiles as one cell. */
export const spread = ([median, low, high]) => `${digits(median, 4)} [${digits(low, 3)}, ${digits(high, 3)}]`;

/** A table in Markdown. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
