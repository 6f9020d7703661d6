import { digits, table } from './format.mjs';
import { budgets } from './measure.mjs';

/** Renders how much worse methods that learn become when they propose several trials at once. */
export function generationTable(first, losses) {
  const head = ['function', 'method', 'generation', ...budgets];
  const rows = losses.flatMap(({ name, generation, before, after }) =>
    after.map((row) => {
      const alone = before.find(({ method }) => method === row.method);
      return [name, row.method, generation, ...budgets.map((budget) => difference(alone, row, budget))];
    }),
  );
  return `## What larger generations lose

The median, and in brackets how far it is above the median with generations of ${first}.

${table(head, rows)}`;
}

function difference(alone, row, budget) {
  if (alone.problem !== undefined || row.problem !== undefined) return '—';
  const [[before], [after]] = [alone.budgets[budget], row.budgets[budget]];
  const sign = after < before ? '−' : '+';
  return `${digits(after, 4)} (${sign}${digits(Math.abs(after - before), 2)})`;
}
