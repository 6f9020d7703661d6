import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { least, nxProgram } from '../measureCommand.mjs';
import { benchOptions } from '../report/benchOptions.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { withDaemon } from '../withDaemon.mjs';
import { writeTuned } from '../workspaces.mjs';
import { writeBare } from './writeBare.mjs';

/**
 * Measures the time that nx-tune adds to Nx: `nx tune` with trivial trials beside as many tasks that Nx runs without us. Whole
 * processes, in turn.
 */
const { counts, rounds, daemon, json } = benchOptions(
  `npm run bench -- [--counts=100,1000] [--rounds=3] [--daemon=false] [--json=FILE]

Runs whole processes of bare Nx and of nx tune in turn, each round in a workspace of its own: cold the first time, cached the second. The
quickest of the rounds counts. With --daemon=true, Nx's daemon is there before each round; its CPU and memory are not in the figures.`,
  { counts: '100,1000', rounds: '3', daemon: 'false' },
);
const modules = join(import.meta.dirname, '../../../node_modules');
const kinds = {
  bare: { write: writeBare, args: ['run-many', '-t', 'trial'] },
  tune: { write: writeTuned, args: ['tune', 'bench'] },
};

const measured = [];
for (const count of counts.split(',').map(Number))
  measured.push({ count, ...(await inFolder((folder) => measure(folder, count))) });

writeReport(
  {
    title: 'What nx-tune adds to Nx',
    sections: [
      {
        head: [
          'trials',
          'cache',
          'bare Nx',
          'nx tune',
          'ratio',
          'CPU of bare Nx',
          'CPU of nx tune',
          'ratio',
          'memory of both',
        ],
        rows: measured.flatMap(({ count, ...states }) =>
          Object.entries(states).map(([state, { bare, tune }]) => [
            count.toLocaleString('en'),
            state,
            seconds(bare.seconds),
            seconds(tune.seconds),
            ratio(tune.seconds, bare.seconds),
            seconds(bare.cpuSeconds),
            seconds(tune.cpuSeconds),
            ratio(tune.cpuSeconds, bare.cpuSeconds),
            `${megabytes(bare)}, ${megabytes(tune)}`,
          ]),
        ),
      },
    ],
    data: { rounds: Number(rounds), measured },
  },
  json,
);

/** Nothing is removed in between: a file system may be busy with that for a while. */
function measure(folder, count) {
  const times = { cold: { bare: [], tune: [] }, cached: { bare: [], tune: [] } };
  for (let round = 0; round < Number(rounds); round++)
    for (const [kind, { write, args }] of Object.entries(kinds)) {
      const root = join(folder, `${kind}-${round}`);
      mkdirSync(root);
      write(root, modules, count);
      withDaemon(daemon === 'true', root, `${root}-caches`, (run) => {
        for (const state of Object.keys(times)) times[state][kind].push(run([nxProgram, ...args]));
      });
    }
  return Object.fromEntries(
    Object.entries(times).map(([state, { bare, tune }]) => [state, { bare: least(bare), tune: least(tune) }]),
  );
}

function seconds(value) {
  return value === undefined ? 'unknown' : `${value.toFixed(2)} s`;
}

function ratio(ours, theirs) {
  return ours === undefined ? 'unknown' : (ours / theirs).toFixed(2);
}

function megabytes({ megabytes: value }) {
  return value === undefined ? 'unknown' : `${Math.round(value)} MB`;
}
