import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { benchOptions } from '../report/benchOptions.mjs';
import { writeReport } from '../report/writeReport.mjs';

/** Measures the time to propose a generation. */
const { methods, parameters, trials, goals, rounds, json } = benchOptions(
  `npm run bench:proposals -- [--methods=bayes,gp,tpe] [--parameters=2,5,10] [--trials=100,296,500] [--goals=1,2,3] [--rounds=7] [--json=FILE]

The milliseconds in which a generation of the usual size is proposed after a number of trials, over parameters of five kinds. "first" is the
first one of a process, when nothing is compiled yet, as in the task "ask"; "again" is the fastest of some rounds after it.`,
  { methods: 'bayes,gp,tpe', parameters: '2,5,10', trials: '100,296,500', goals: '1,2,3', rounds: '7' },
  { rounds: { least: 2 } },
);
const lists = [methods.split(','), ...[parameters, trials, goals].map((text) => text.split(',').map(Number))];
const cases = combinations(lists)
  .filter(([, dimensions, , count]) => count === 1 || dimensions === lists[1][0])
  .map((one) => ({ method: one[0], parameters: one[1], trials: one[2], goals: one[3], ...measure(one) }));

writeReport(
  {
    title: 'A proposed generation, in milliseconds',
    sections: [
      {
        head: ['method', 'parameters', 'goals', 'trials', 'first', 'again', 'CPU again'],
        rows: cases.map((one) => [
          one.method,
          one.parameters,
          one.goals,
          one.trials,
          ...[one.first, one.again, one.cpuAgain].map((ms) => ms.toFixed(1)),
        ]),
      },
    ],
    data: { cases },
  },
  json,
);

function measure(one) {
  const worker = join(import.meta.dirname, 'worker.mjs');
  const args = [worker, ...[...one, rounds].map(String)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function combinations(all) {
  return all.reduce((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);
}
