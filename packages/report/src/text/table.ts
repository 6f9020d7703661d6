import { clip } from './clip.js';
import { textWidth } from './textWidth.js';

/** A column of a text table, with its cells already formatted. */
export interface TextColumn {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  /** If the columns do not fit, those with the lowest weight are left out first. */
  readonly weight: number;
}

/** The space between columns. */
export const gap = '  ';
/** The widest that a column may usually be: one long value must not push out the others. */
const usualWidest = 28;

/** Renders the lines of a table, titles first, none wider than `width`: columns that do not fit are left out. */
export function renderTable(columns: readonly TextColumn[], width: number): readonly string[] {
  const fitting = fit(columns.map(measured), width);
  const rows = fitting[0]?.cells.length ?? 0;
  return [-1, ...Array(rows).keys()].map((row) =>
    clip(
      fitting
        .map((column) => pad(row < 0 ? column.title : (column.cells[row] ?? ''), column))
        .join(gap)
        .trimEnd(),
      width,
    ),
  );
}

/** The columns that `renderTable` leaves out at this width. */
export function columnsLeftOut(columns: readonly TextColumn[], width: number): readonly TextColumn[] {
  const all = columns.map(measured);
  const fitting = new Set<TextColumn | undefined>(fit(all, width));
  return columns.filter((_, index) => !fitting.has(all[index]));
}

const narrow = (column: TextColumn): TextColumn => ({
  ...column,
  title: clip(column.title, usualWidest),
  cells: column.cells.map((cell) => clip(cell, usualWidest)),
});

/** A column with its width, which is measured once: a table may have thousands of rows. */
interface MeasuredColumn extends TextColumn {
  readonly width: number;
}

function measured(column: TextColumn): MeasuredColumn {
  const narrowed = narrow(column);
  return { ...narrowed, width: widthOf(narrowed) };
}

function fit(columns: readonly MeasuredColumn[], width: number): readonly MeasuredColumn[] {
  const needed = columns.reduce((sum, column) => sum + column.width, gap.length * (columns.length - 1));
  if (needed <= width || columns.length <= 1) return columns;
  const lightest = columns.reduce((least, column) => (column.weight <= least.weight ? column : least));
  return fit(
    columns.filter((column) => column !== lightest),
    width,
  );
}

/** The width at which a column is shown. */
export const columnWidth = (column: TextColumn): number => widthOf(narrow(column));

const widthOf = ({ title, cells }: TextColumn): number =>
  cells.reduce((most, cell) => Math.max(most, textWidth(cell)), textWidth(title));

function pad(text: string, { align, width }: MeasuredColumn): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}
