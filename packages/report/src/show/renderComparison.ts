import type { Json } from '@nx-tune/search';

import { escapeControl } from '../text/escapeControl.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import { formatValue } from '../text/formatValue.js';
import { paint } from '../text/style.js';
import { renderTable, type TextColumn } from '../text/table.js';
import type { ComparedRow, Comparison } from './compareTrials.js';

/** Trials side by side as terminal text. A star marks the best of a metric; what is the same in all comes last, and dim. */
export function renderComparison(
  { titles, rows }: Comparison,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const columns: TextColumn[] = [
    { title: '', cells: rows.map(({ name }) => escapeControl(name)), align: 'left', weight: titles.length + 1 },
    ...titles.map((title, index): TextColumn => ({
      title: escapeControl(title),
      cells: rows.map((row) => cell(row, index)),
      align: 'right',
      weight: titles.length - index,
    })),
  ];
  const [head = '', ...lines] = renderTable(columns, width);
  const differing = rows.filter(({ differs }) => differs).length;
  const body = lines.map((line, index) => paint(line, index < differing ? undefined : 'dim', color));
  const [different, same] = [body.slice(0, differing), body.slice(differing)];
  const parts = [
    [paint(head, 'bold', color), ...different],
    ...(same.length === 0 ? [] : [[paint('The same in all', 'dim', color), ...same]]),
  ];
  return parts.map((part) => `${part.join('\n')}\n`).join('\n');
}

/** The same as a Markdown table; the best of a metric is bold. */
export function renderComparisonMarkdown({ titles, rows }: Comparison): string {
  const lines = rows.map((row) =>
    markdownRow([
      `${escapeMarkdown(row.name)}${row.differs ? '' : ' (same)'}`,
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
