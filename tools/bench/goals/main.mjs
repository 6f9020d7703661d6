import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureAll } from '../search/measureAll.mjs';
import { problems } from './problems.mjs';
import { report } from './report.mjs';

/** The hypervolumes that our samplers find where there are several goals, beside NSGA-II of another library. */
const help = `npm run bench:goals -- [options]: hypervolumes after 100 and 200 trials.

  --methods=gp,nsga2     which methods; bayes, tpe, nsga2
  --problems=ZDT1        which problems; all: ${Object.keys(problems).join(', ')}
  --seeds=10             how many seeds, from 0
  --trials=200           how many trials; 100 take a fifth of the time
  --generation=1,4       sizes of a generation
  --output=FILE          write the page there, instead of the table to standard output
  --help`;

const { values } = parseArgs({
  options: {
    methods: { type: 'string', default: 'bayes,tpe,nsga2' },
    problems: { type: 'string', default: Object.keys(problems).join(',') },
    seeds: { type: 'string', default: '10' },
    trials: { type: 'string', default: '200' },
    generation: { type: 'string', default: '1,4' },
    output: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(help);
else await run();

async function run() {
  const jobs = jobsOf({ ...values, seeds: Number(values.seeds), trials: Number(values.trials) });
  let done = 0;
  const measured = await measureAll(
    jobs,
    ({ method, problem, generation, seed, volumes }) =>
      console.error(
        `${++done}/${jobs.length} ${method} on ${problem}, generation ${generation}, seed ${seed}: ${volumes}`,
      ),
    join(import.meta.dirname, 'worker.mjs'),
  );
  const read = (file) => readFileSync(join(import.meta.dirname, file), 'utf8');
  const table = report(measured, JSON.parse(read('peers.json')));
  if (values.output === undefined) process.stdout.write(table);
  else writeFileSync(values.output, `${read('introduction.md')}\n${table}`);
}

/** Every run that is asked for, one seed after the other. */
function jobsOf({ methods, generation: generations, problems: names, seeds, trials }) {
  return Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) =>
    names
      .split(',')
      .flatMap((problem) =>
        generations
          .split(',')
          .flatMap((generation) =>
            methods.split(',').map((method) => ({ method, generation: Number(generation), problem, seed, trials })),
          ),
      ),
  );
}
