import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { writeBare } from '../floor/writeBare.mjs';
import { least, nxProgram } from '../measureCommand.mjs';
import { benchOptions } from '../report/benchOptions.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { withDaemon } from '../withDaemon.mjs';
import { writeSweeps, writeTuned } from '../workspaces.mjs';

/** Measures the cost of sweeps for commands that have nothing to do with them, and how quickly the verbs answer. */
const { trials, rounds, daemon, json } = benchOptions(
  `npm run bench:commands -- [--trials=10000] [--rounds=3] [--daemon=false] [--json=FILE]

Whole processes: nx show projects in workspaces with and without sweeps, and each verb of nx-tune on a sweep of a number of trials, which are
computed first. The quickest of the rounds counts. With --daemon=true, Nx's daemon is there, and has the graph; its CPU is not in the figures.`,
  { trials: '10000', rounds: '3', daemon: 'false' },
);
const modules = join(import.meta.dirname, '../../../node_modules');
const folders = Array.from({ length: 10 }, (_, index) => `apps/bench${index}`);
const verbs = [
  ['status', 'bench'],
  ['best', 'bench'],
  ['trials', 'bench', '--filter', 'loss < 100'],
  ['compare', 'bench', '1', '2'],
  ['explain', 'bench'],
  ['show', 'bench', 'best'],
  ['export', 'bench', '--format', 'csv', '--output', 'trials.csv'],
];

const shown = await measureAll([
  ['no plugin', (root) => writeBare(root, modules, 0)],
  ['the plugin, no sweep', (root) => writeSweeps(root, modules, 1, [])],
  ['10 sweeps of 100 trials', (root) => writeSweeps(root, modules, 100, folders)],
  ['10 x 100 bare projects', (root) => writeBare(root, modules, 100, folders)],
  ['10 sweeps of 1,000 trials', (root) => writeSweeps(root, modules, 1000, folders)],
  ['10 x 1,000 bare projects', (root) => writeBare(root, modules, 1000, folders)],
]);
const answered = await inFolder((folder) => {
  const caches = join(folder, 'caches');
  mkdirSync(join(folder, 'tune'));
  writeTuned(join(folder, 'tune'), modules, Number(trials));
  return withDaemon(daemon === 'true', join(folder, 'tune'), caches, (run) => {
    run([nxProgram, 'tune', 'bench']);
    return verbs.map((words) => ({
      name: `nx-tune ${words.join(' ')}`,
      ...leastOf(() => run(['nx-tune/bin/nx-tune.js', ...words])),
    }));
  });
});

const rowOf = ({ name, seconds, cpuSeconds }) => [
  name,
  `${seconds.toFixed(2)} s`,
  cpuSeconds === undefined ? 'unknown' : `${cpuSeconds.toFixed(2)} s`,
];
writeReport(
  {
    title: 'Commands',
    sections: [
      { head: ['`nx show projects` with', 'time', 'CPU'], rows: shown.map(rowOf) },
      { head: [`verb on ${Number(trials).toLocaleString('en')} trials`, 'time', 'CPU'], rows: answered.map(rowOf) },
    ],
    data: { rounds: Number(rounds), trials: Number(trials), shown, answered },
  },
  json,
);

/** Measures in turn, so that what else the machine does falls on all alike. */
function measureAll(cases) {
  return inFolder((folder) => {
    const roots = cases.map(([, write], index) => {
      const root = join(folder, String(index));
      mkdirSync(root);
      write(root);
      return root;
    });
    const times = cases.map(() => []);
    for (let round = 0; round < Number(rounds); round++)
      for (const [index, root] of roots.entries())
        withDaemon(daemon === 'true', root, `${root}-caches`, (run) => {
          // The first time, Nx also fills its caches, and the daemon makes its graph.
          run([nxProgram, 'show', 'projects']);
          times[index].push(run([nxProgram, 'show', 'projects']));
        });
    return cases.map(([name], index) => ({ name, ...least(times[index]) }));
  });
}

function leastOf(run) {
  return least(Array.from({ length: Number(rounds) }, run));
}
