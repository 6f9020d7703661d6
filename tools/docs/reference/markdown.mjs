/** Renders a Markdown table, without the columns that have no entry. */
export function table(titles, rows) {
  const used = titles.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells) =>
    `| ${cells
      .filter((_, column) => used[column])
      .map(escape)
      .join(' | ')} |`;
  return `${[line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

const escape = (cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
