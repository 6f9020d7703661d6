import { aimText } from './aims.mjs';
import { table } from './format.mjs';
import { functionTable, isReached } from './functionTable.mjs';
import { generationTable } from './generationTable.mjs';
import { budgets } from './measure.mjs';
import { summarise } from './summarise.mjs';

/**
 * Everything that was measured, as Markdown: how many cells of each method reach their aim, a table for each function, and
 * what larger generations lose.
 */
export function report({ measured, peers }) {
  const unique = (key) => [...new Set(measured.map((run) => run[key]))];
  const [names, methods, generations] = [unique('function'), unique('method'), unique('generation')];
  const rowsOf = (name, generation) =>
    methods.flatMap((method) => {
      const runs = measured.filter(
        (run) => run.function === name && run.method === method && run.generation === generation,
      );
      return runs.length === 0 ? [] : [{ method, ...summarise(runs) }];
    });
  const [first, ...larger] = generations;
  const sections = names.map((name) => ({ name, rows: rowsOf(name, first), peers: peers.functions[name] }));
  const losses = larger.flatMap((generation) =>
    sections.map(({ name, rows }) => ({ name, generation, before: rows, after: rowsOf(name, generation) })),
  );
  return [
    `## Cells at or better than their aim\n\n${scoreTable(sections)}`,
    ...sections.map(functionTable),
    ...(losses.length === 0 ? [] : [generationTable(first, losses)]),
  ].join('\n');
}

function scoreTable(sections) {
  const scores = sections[0].rows.map(({ method }) => {
    const reached = sections.map(({ rows, peers }) => {
      const row = rows.find((one) => one.method === method);
      return budgets.filter((budget) => isReached(row, budget, peers)).length;
    });
    const sum = reached.reduce((total, count) => total + count, 0);
    return [method, aimText(method), ...reached, `${sum} of ${sections.length * budgets.length}`];
  });
  return table(['method', 'aims at', ...sections.map(({ name }) => name), 'in all'], scores);
}
