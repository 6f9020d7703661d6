import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { least, measureCommand, nxProgram } from '../measureCommand.mjs';
import { benchOptions } from '../report/benchOptions.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { objective, sweep, writeSweep } from '../workspaces.mjs';

/** Measures the cost of trials that wait for the results of others. */
const { trials, generations, rounds, json } = benchOptions(
  `npm run bench:generations -- [--trials=12] [--generations=4,6] [--rounds=3] [--json=FILE]

Runs whole processes of nx tune in turn, without a cache: a grid, and bayes with as many trials in some generations. The objective is trivial. The
quickest of the rounds counts.`,
  { trials: '12', generations: '4,6', rounds: '3' },
);
const modules = join(import.meta.dirname, '../../../node_modules');
const count = Number(trials);
const learning = (number) => `objective: ./src/objective.js
method: bayes
generation: ${Math.ceil(count / number)}
run_cap: ${count}
metric: { name: loss }
parameters:
  x: { min: 0.0, max: ${count}.0 }
`;
const sweeps = [
  { name: 'grid', text: sweep(count) },
  ...generations
    .split(',')
    .map((number) => ({ name: `bayes in ${number} generations`, text: learning(Number(number)) })),
];

const measured = await inFolder((folder) => {
  const runs = sweeps.map(() => []);
  for (const [index, { text }] of sweeps.entries()) {
    mkdirSync(rootOf(folder, index));
    writeSweep(rootOf(folder, index), modules, objective, text);
  }
  for (let round = 0; round < Number(rounds); round++)
    for (const [index, all] of runs.entries()) {
      const caches = join(folder, `caches-${index}-${round}`);
      rmSync(join(rootOf(folder, index), 'apps/bench/.tune'), { recursive: true, force: true });
      all.push(measureCommand(rootOf(folder, index), caches, [nxProgram, 'tune', 'bench']));
    }
  return sweeps.map(({ name }, index) => ({ name, ...least(runs[index]) }));
});

const [grid] = measured;
const amount = (value, unit = ' s') => (value === undefined ? 'unknown' : `${value.toFixed(2)}${unit}`);
writeReport(
  {
    title: `${count} trials that wait for others`,
    sections: [
      {
        head: ['sweep', 'time', 'times the grid', 'CPU', 'times the grid'],
        rows: measured.map(({ name, seconds, cpuSeconds }) => [
          name,
          amount(seconds),
          amount(seconds / grid.seconds, ''),
          amount(cpuSeconds),
          amount(cpuSeconds === undefined ? undefined : cpuSeconds / grid.cpuSeconds, ''),
        ]),
      },
    ],
    data: { rounds: Number(rounds), measured },
  },
  json,
);

function rootOf(folder, index) {
  return join(folder, `sweep-${index}`);
}
