import type { Json } from '@nx-tune/search';

import { escapeControl } from '../text/escapeControl.js';
import { formatValue } from '../text/formatValue.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import type { Screen } from '../text/screen.js';
import { paint } from '../text/style.js';
import { columnWidth, gap, renderTable, type TextColumn } from '../text/table.js';
import type { ComparedRow, TrialsComparison } from './compareTrials.js';

/**
 * Renders trials side by side as terminal text, in several tables if they do not fit its width. A star marks the best value
 * of a metric; rows that are the same in all trials come last, and dim.
 */
export function renderComparison(comparison: TrialsComparison, screen: Screen): string {
  const { titles, rows } = comparison;
  const names: TextColumn = {
    title: '',
    cells: rows.map(({ title }) => escapeControl(title)),
    align: 'left',
    weight: 2,
  };
  const trials = titles.map((title, index): TextColumn => ({
    title: escapeControl(title),
    cells: rows.map((row) => cell(row, index)),
    align: 'right',
    weight: 1,
  }));
  return chunks(trials, screen.width - columnWidth(names))
    .map((part) => renderPart([names, ...part], rows, screen))
    .join('\n');
}

/** Splits columns into parts of as many as fit, at least one. */
function chunks(columns: readonly TextColumn[], width: number): TextColumn[][] {
  const parts: TextColumn[][] = [];
  let left = 0;
  for (const column of columns) {
    const needed = columnWidth(column) + gap.length;
    const part = parts.at(-1);
    if (part === undefined || needed > left) parts.push([column]);
    else part.push(column);
    left = (parts.at(-1)?.length === 1 ? width : left) - needed;
  }
  return parts;
}

function renderPart(columns: readonly TextColumn[], rows: readonly ComparedRow[], { width, color }: Screen): string {
  const [head = '', ...lines] = renderTable(columns, width);
  const differing = rows.filter(({ differs }) => differs).length;
  const [different, same] = [lines.slice(0, differing), lines.slice(differing)];
  const parts = [
    [paint(head, 'bold', color), ...different],
    ...(same.length === 0 ? [] : [['Same in all', ...same].map((line) => paint(line, 'dim', color))]),
  ];
  return parts.map((part) => `${part.join('\n')}\n`).join('\n');
}

/** Renders trials side by side as a Markdown table, with the best value of a metric in bold. */
export function renderComparisonMarkdown({ titles, rows }: TrialsComparison): string {
  const lines = rows.map((row) =>
    markdownRow([
      `${escapeMarkdown(row.title)}${row.differs ? '' : ' (same)'}`,
      ...row.values.map((value, index) => {
        const text = escapeMarkdown(shown(value));
        return row.best.includes(index) ? `**${text}**` : text;
      }),
    ]),
  );
  return `${[markdownRow(['', ...titles.map(escapeMarkdown)]), markdownRow(['', ...titles].map(() => '---')), ...lines].join('\n')}\n`;
}

const cell = ({ values, best }: ComparedRow, index: number): string =>
  `${shown(values[index])}${best.includes(index) ? ' *' : best.length > 0 ? '  ' : ''}`;

const shown = (value: Json | undefined): string => (value === undefined ? '-' : formatValue(value));
