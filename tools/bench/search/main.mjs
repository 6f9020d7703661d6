import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { jobsOf } from './jobs.mjs';
import { measureAll } from './measureAll.mjs';
import { help, parseOptions } from './options.mjs';
import { report } from './report.mjs';

/** The search quality of our samplers beside that of other libraries. `npm run bench:search -- --help` says how. */
const options = parseOptions(process.argv.slice(2));
if (options.problem !== undefined) {
  console.error(`${options.problem}\n\n${help}`);
  process.exitCode = 1;
} else if (options.help) console.log(help);
else await run(options);

async function run(asked) {
  const jobs = jobsOf(asked);
  let done = 0;
  const measured = await measureAll(jobs, ({ method, function: name, generation, seed }) =>
    console.error(`${++done}/${jobs.length} ${method} on ${name}, generation ${generation}, seed ${seed}`),
  );
  const read = (file) => readFileSync(join(import.meta.dirname, file), 'utf8');
  const tables = report({ measured, peers: JSON.parse(read('peers.json')) });
  if (asked.output === undefined) process.stdout.write(tables);
  else writeFileSync(asked.output, `${read('introduction.md')}\n${tables}`);
}
