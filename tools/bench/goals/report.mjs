import { digits, table } from '../search/format.mjs';
import { budgets } from './measure.mjs';
import { problems } from './problems.mjs';

/** The mean hypervolumes with their standard deviations, as a table of Markdown: our methods, and then those of others. */
export function report(measured, { rows, version }) {
  const columns = Object.keys(problems).flatMap((name) => budgets.map((budget, place) => ({ name, budget, place })));
  const head = ['method', 'generation', ...columns.map(({ name, budget }) => `${name}, ${budget}`), 'CPU ms'];
  const names = [...new Set(measured.map(nameOf))];
  const own = names.map((name) => {
    const runs = measured.filter((run) => nameOf(run) === name);
    const [{ method, generation }] = runs;
    const cells = columns.map(({ name, place }) => cell(volumesOf(runs, name, place)));
    return [`**${method}**`, generation, ...cells, digits(mean(runs.map(({ cpuMs }) => cpuMs)), 2)];
  });
  const peers = rows.map(({ method, problems: all }) => [
    `${method} (${version})`,
    '',
    ...columns.map(({ name, place }) => cell(all[name].map((volumes) => volumes[place]))),
    '',
  ]);
  return table(head, [...own, ...peers]);
}

const nameOf = ({ method, generation }) => `${method} ${generation}`;

const volumesOf = (runs, name, place) =>
  runs
    .filter(({ problem, volumes }) => problem === name && place < volumes.length)
    .map(({ volumes }) => volumes[place]);

function cell(values) {
  if (values.length === 0) return '';
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1);
  return `${digits(middle, 4)} ± ${digits(Math.sqrt(variance), 2)}`;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
