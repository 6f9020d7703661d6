import { parseArgs } from 'node:util';

import { digits, table } from '../search/format.mjs';
import { readTables } from './readTables.mjs';
import { mean, runOf } from './runOf.mjs';
import { signedRank } from './signedRank.mjs';

/**
 * Compares what the end of a run says of its winner with what turns out, on tables of real training runs with replicates. Some
 * replicates are held back: the run does not see them.
 */
const help = `npm run bench:honest -- FOLDER [--repeats=200] [--trials=100] [--count=3] [--replicates=3] [--tables=a,b]

  FOLDER         a folder with tables (*.json.gz)
  --count        how many of the best are checked
  --replicates   how often each of these runs in all, as far as a table has replicates: at least one is held back`;

/** Two-sided, 5 %. */
const significant = 1.96;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: 'string', default: '200' },
    trials: { type: 'string', default: '100' },
    count: { type: 'string', default: '3' },
    replicates: { type: 'string', default: '3' },
    tables: { type: 'string' },
    help: { type: 'boolean' },
  },
});
function bench(all) {
  const wanted = values.tables?.split(',');
  const rows = all
    .filter(({ name }) => wanted === undefined || wanted.includes(name))
    .map((one) => ({ name: one.name, ...measured(one) }));
  console.log(introduction);
  console.log(table(head, rows.map(cells)));
  console.log(summary(rows));
}

/** Only configurations with the most replicates take part. Each search is judged in as many turns, so that each replicate is held back. */
function measured({ losses }) {
  const replicates = Math.max(...[...losses.values()].map((all) => all.length));
  const rows = [...losses.values()].filter((all) => all.length === replicates);
  const used = Math.min(Number(values.replicates), replicates - 1);
  const [trials, count] = [Number(values.trials), Number(values.count)];
  const held = replicates - used;
  const searches = Array.from({ length: Number(values.repeats) }, (_, seed) =>
    Array.from({ length: replicates }, (_, turn) => runOf({ rows, replicates }, { trials, count, held, seed, turn })),
  );
  const runs = searches.flat();
  const optimism = mean(runs.map(({ seen, seenTruth }) => seenTruth - seen));
  const gains = searches.map((turns) => mean(turns.map(({ truth, seenTruth }) => seenTruth - truth)));
  const share = (test) => (100 * runs.filter(test).length) / runs.length;
  return {
    used,
    held,
    covered: share(({ truth, said }) => isWithin(truth, said)),
    coveredOne: 100 * mean(runs.map(({ truths, ofOne }) => mean(truths.map((one) => Number(isWithin(one, ofOne)))))),
    optimism,
    left: mean(runs.map(({ truth, said }) => truth - said.estimate)) / optimism,
    gain: mean(gains),
    better: (100 * gains.filter((gain) => gain > 0).length) / gains.length,
    worse: (100 * gains.filter((gain) => gain < 0).length) / gains.length,
    z: signedRank(gains),
    severe: ['seen', 'picked'].map((who) => share(({ overtuning }) => overtuning[who] >= 1)),
    severeByAll: ['seen', 'picked'].map((who) => share(({ overtuningByAll }) => overtuningByAll[who] >= 1)),
  };
}

/** An interval includes its ends, whatever the last bit says. */
const isWithin = (value, { low, high }) => value >= low - 1e-12 && value <= high + 1e-12;

const introduction = `${values.repeats} searches on each table, ${values.trials} evaluations each: \
${Number(values.trials)} single ones, or fewer and the best ${values.count} of them checked with more replicates.
`;

const head = [
  'table',
  'replicates used + held back',
  'interval covers the mean held back',
  'and each of them',
  'optimism of the best seen',
  'of which is left',
  'picked better / worse',
  'z',
  'severe overtuning, seen → picked',
  'by those held back',
];

const cells = (row) => [
  row.name,
  `${row.used} + ${row.held}`,
  `${row.covered.toFixed(1)} %`,
  `${row.coveredOne.toFixed(1)} %`,
  digits(row.optimism, 2),
  `${(100 * row.left).toFixed(0)} %`,
  `${row.better.toFixed(0)} / ${row.worse.toFixed(0)} %${row.gain > 0 ? '' : ' (worse on average)'}`,
  row.z.toFixed(1),
  row.severeByAll.map((one) => `${one.toFixed(1)} %`).join(' → '),
  row.severe.map((one) => `${one.toFixed(1)} %`).join(' → '),
];

function summary(rows) {
  const count = (test) => `${rows.filter(test).length} of ${rows.length}`;
  return [
    `The interval covers 85 to 95 %: ${count(({ covered }) => covered >= 85 && covered <= 95)} tables; ${mean(rows.map(({ covered }) => covered)).toFixed(1)} % of all runs.`,
    `At most 20 % of the optimism is left: ${count(({ left }) => Math.abs(left) <= 0.2)}.`,
    `The picked configuration is better on average: ${count(({ gain }) => gain > 0)}; significantly better: ${count(({ z }) => z > significant)}, worse: ${count(({ z }) => z < -significant)}.`,
    `Severe overtuning in at most 2 % of runs, by all replicates: ${count(({ severeByAll }) => severeByAll[1] <= 2)}; by those held back: ${count(({ severe }) => severe[1] <= 2)}.`,
  ].join('\n');
}

if (values.help || positionals.length !== 1) {
  console.log(help);
  process.exitCode = values.help ? 0 : 1;
} else bench(readTables(positionals[0]));
