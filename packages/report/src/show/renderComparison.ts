import type { Json } from '@nx-tune/search';

import { lossValue } from '@nx-tune/sweep';

import { andList } from '../text/andList.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import type { Screen } from '../text/screen.js';
import { paint } from '../text/style.js';
import { columnWidth, gap, renderTable, type TextColumn } from '../text/table.js';
import { wrap } from '../text/wrap.js';
import type { ComparedRow, TrialsComparison } from './compareTrials.js';
import type { GoalDifference } from './dominanceOf.js';

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
  const notes = dominanceNotes(comparison).flatMap((note) => wrap(escapeControl(note), screen.width));
  return [
    ...chunks(trials, screen.width - columnWidth(names)).map((part) => renderPart([names, ...part], rows, screen)),
    ...(notes.length === 0 ? [] : [notes.map((note) => `${note}\n`).join('')]),
  ].join('\n');
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
export function renderComparisonMarkdown(comparison: TrialsComparison): string {
  const { titles, rows } = comparison;
  const notes = dominanceNotes(comparison).map((note) => `\n${escapeMarkdown(note)}\n`);
  const lines = rows.map((row) =>
    markdownRow([
      `${escapeMarkdown(row.title)}${row.differs ? '' : ' (same)'}`,
      ...row.values.map((value, index) => {
        const text = escapeMarkdown(shown(value));
        return row.best.includes(index) ? `**${text}**` : text;
      }),
    ]),
  );
  return `${[markdownRow(['', ...titles.map(escapeMarkdown)]), markdownRow(['', ...titles].map(() => '---')), ...lines].join('\n')}\n${notes.join('')}`;
}

/** Says which trials dominate which, and of two trials how they differ in each goal; nothing with one goal. */
function dominanceNotes({ titles, dominance }: TrialsComparison): readonly string[] {
  if (dominance === undefined || dominance.compared.length < 2) return [];
  const { pairs, compared, differences } = dominance;
  const titleOf = (place: number): string => titles[place] ?? '';
  const [first = 0, second = 1] = compared;
  const changed =
    differences === undefined
      ? []
      : [`${titleOf(second)} against ${titleOf(first)}: ${differences.map(differenceText).join(', ')}.`];
  if (pairs.length === 0)
    return [...changed, differences === undefined ? 'None dominates another.' : 'Neither dominates the other.'];
  const dominating = [...new Set(pairs.map(([better]) => better))].map((better) => {
    const worse = pairs.flatMap(([one, other]) => (one === better ? titleOf(other) : []));
    return `${titleOf(better)} dominates ${andList(worse)}.`;
  });
  return [...changed, ...dominating];
}

function differenceText({ name, goal, difference }: GoalDifference): string {
  if (difference === 0) return `${name} the same`;
  const amount = formatNumber(Number(Math.abs(difference).toPrecision(4)));
  return `${name} ${difference < 0 ? '-' : '+'}${amount} (${lossValue(difference, goal) < 0 ? 'better' : 'worse'})`;
}

const cell = ({ values, best }: ComparedRow, index: number): string =>
  `${shown(values[index])}${best.includes(index) ? ' *' : best.length > 0 ? '  ' : ''}`;

const shown = (value: Json | undefined): string => (value === undefined ? '-' : formatValue(value));
