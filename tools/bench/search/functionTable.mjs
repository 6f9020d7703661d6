import { aimOf } from './aims.mjs';
import { digits, spread, table } from './format.mjs';
import { functions } from './functions/functions.mjs';
import { budgets } from './measure.mjs';

/** Our methods on one function, with a mark where they reach their aim, and the rows of other libraries below. */
export function functionTable({ name, rows, peers }) {
  const head = ['sampler', 'seeds', ...budgets, 'CPU ms/trial', 'CPU ms, last trial'];
  const theirs = Object.entries(peers).map(([peer, row]) => cells(peer, row, () => ''));
  const ours = rows.map((row) =>
    cells(`**${row.method}**`, row, (budget) => (isReached(row, budget, peers) ? ' ✓' : '')),
  );
  const notes = rows.flatMap(({ method, problem }) => (problem === undefined ? [] : [`\n${method}: ${problem}\n`]));
  const title = `## ${name} (minimum ${digits(functions[name].minimum, 6)})`;
  return `${title}\n\n${table(head, [...ours, ...theirs])}${notes.join('')}`;
}

function cells(title, row, mark) {
  if (row.problem !== undefined) return [title, row.seeds, ...budgets.map(() => '—'), '—', '—'];
  const losses = budgets.map((budget) => spread(row.budgets[budget]) + mark(budget));
  return [
    title,
    row.seeds,
    ...losses,
    digits(row.cpuMs, 2),
    row.lastCpuMs === undefined ? '' : digits(row.lastCpuMs, 2),
  ];
}

/** True if a median is at or below the aim, to the digits that are shown. */
export function isReached(row, budget, peers) {
  if (row.problem !== undefined) return false;
  const [median] = row.budgets[budget];
  return Number(digits(median, 4)) <= Number(digits(aimOf(row.method, peers, budget), 4));
}
