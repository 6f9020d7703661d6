import headless from '@xterm/headless';

const { Terminal } = headless;

/** A screen that is written to, and what a recorder keeps of it: its rows as stretches of text of one look. */
export function createScreen({ columns, rows }) {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  return {
    write: (text) => new Promise((resolve) => terminal.write(text, resolve)),
    /** Up to the last row that has text. */
    rows: () => {
      const { active } = terminal.buffer;
      const all = Array.from({ length: rows }, (_, row) => spansOf(active.getLine(active.baseY + row)));
      return all.slice(0, all.findLastIndex((spans) => spans.length > 0) + 1);
    },
  };
}

function spansOf(line) {
  const spans = [];
  for (let column = 0; column < (line?.length ?? 0); column++) {
    const cell = line.getCell(column);
    const look = lookOf(cell);
    const last = spans.at(-1);
    const text = cell.getChars() || ' ';
    if (last !== undefined && last.look === look && last.column + last.text.length === column) last.text += text;
    else spans.push({ column, look, text });
  }
  return spans.filter(({ text, look }) => text.trim() !== '' || look.includes('inverse')).map(trimmed);
}

function trimmed(span) {
  if (span.look.includes('inverse')) return span;
  const text = span.text.trimEnd();
  const inner = text.trimStart();
  return { ...span, column: span.column + text.length - inner.length, text: inner };
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** The classes of a cell's look, in one order. */
function lookOf(cell) {
  const color = cell.isFgPalette() ? names[cell.getFgColor() % 8] : undefined;
  const parts = [color, cell.isBold() && 'bold', cell.isDim() && 'dim', cell.isInverse() && 'inverse'];
  return parts.filter(Boolean).join(' ');
}
