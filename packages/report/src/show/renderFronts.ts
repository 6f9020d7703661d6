import { andList } from '../text/andList.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatNumber } from '../text/formatNumber.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import type { Screen } from '../text/screen.js';
import { paint } from '../text/style.js';
import { renderTable, type TextColumn } from '../text/table.js';
import { wrap } from '../text/wrap.js';
import type { FrontsComparison } from './compareFronts.js';

/** Renders the fronts of sweeps as a table for the terminal, a sweep on each line, with the reference point below. */
export function renderFronts(comparison: FrontsComparison, { width, color }: Screen): string {
  const [titles, ...rows] = cellsOf(comparison);
  const columns = (titles ?? []).map((title, index): TextColumn => ({
    title: escapeControl(title),
    cells: rows.map((row) => escapeControl(row[index] ?? '')),
    align: index === 0 ? 'left' : 'right',
    weight: 9 - Math.min(index, 8),
  }));
  const [head = '', ...lines] = renderTable(columns, width);
  const notes = notesOf(comparison).flatMap((note) => wrap(escapeControl(note), width));
  return [paint(head, 'bold', color), ...lines, '', ...notes].map((line) => `${line}\n`).join('');
}

/** Renders the same as Markdown. */
export function renderFrontsMarkdown(comparison: FrontsComparison): string {
  const [titles = [], ...rows] = cellsOf(comparison).map((row) => row.map(escapeMarkdown));
  const lines = [titles, titles.map(() => '---'), ...rows].map((row) => markdownRow(row));
  return `${[...lines, '', ...notesOf(comparison).map(escapeMarkdown)].join('\n')}\n`;
}

function cellsOf({ fronts }: FrontsComparison): readonly (readonly string[])[] {
  const sweeps = fronts.map(({ sweep }) => sweep);
  return [
    ['sweep', 'on the front', 'hypervolume', ...sweeps.map((sweep) => `covered by ${sweep}`)],
    ...fronts.map(({ sweep, size, hypervolume, coveredBy }) => [
      sweep,
      String(size),
      formatNumber(hypervolume),
      ...sweeps.map((other) =>
        Object.hasOwn(coveredBy, other) ? `${Math.round(100 * (coveredBy[other] ?? 0))} %` : '-',
      ),
    ]),
  ];
}

function notesOf({ reference }: FrontsComparison): readonly string[] {
  const point = andList(Object.entries(reference).map(([name, value]) => `${name} ${formatNumber(value)}`));
  return [
    `Hypervolumes are measured from ${point}: in each goal the worse of the sweeps' own reference points.`,
    'A point of a front is covered by another sweep if a trial of that is at least as good in all goals.',
  ];
}
