import { parseArgs } from 'node:util';

import { createStream, flattenParams } from '@nx-tune/search';
import { expectedGainAfter, gainWanted, proposeGeneration } from '@nx-tune/sweep';

import { readTables } from './readTables.mjs';

/**
 * Measures what `stop_when: { expected_gain: noise }` costs and saves: on tables of real training runs, how many of 200 trials a
 * search uses, and how far the best of them is from what all 200 would have found, in percentiles of all configurations by their
 * means.
 */
const help = `npm run bench:stopping -- FOLDER [--seeds=12] [--method=tpe] [--generation=4] [--tables=a,b]

  FOLDER   a folder with tables (*.json.gz)`;

const trials = 200;
const stopWhen = { expectedGain: 'noise' };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '12' },
    method: { type: 'string', default: 'tpe' },
    generation: { type: 'string', default: '4' },
    tables: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help || positionals.length !== 1) {
  console.log(help);
  process.exitCode = values.help ? 0 : 1;
} else run(readTables(positionals[0]), values);

function run(tables, { seeds, method, generation, tables: some }) {
  const rows = [];
  for (const table of tables.filter(({ name }) => some === undefined || some.split(',').includes(name))) {
    const runs = Array.from({ length: Number(seeds) }, (_, seed) => {
      console.error(`${table.name}, seed ${seed}`);
      return searchOn(table, { method, generation: Number(generation), seed: String(seed) });
    });
    rows.push({ name: table.name, used: mean(runs.map(({ used }) => used)), lost: mean(runs.map(({ lost }) => lost)) });
  }
  const all = { name: 'mean', used: mean(rows.map(({ used }) => used)), lost: mean(rows.map(({ lost }) => lost)) };
  console.log(`| table | trials used of ${trials} | percentile points lost |\n|---|---|---|`);
  for (const { name, used, lost } of [...rows, all])
    console.log(
      `| ${name} | ${used.toFixed(0)} (${((100 * used) / trials).toFixed(0)} %) | ${(100 * lost).toFixed(2)} |`,
    );
}

/** One search to its end; where it would have stopped is noted on the way, since the trials before are the same. */
function searchOn(table, { method, generation, seed }) {
  const draw = createStream(seed, 'noise', table.name);
  const search = {
    objective: { kind: 'module', path: 'table' },
    metric: { name: 'loss', goal: 'minimize' },
    method,
    space: table.space,
    seed,
    generation,
  };
  const results = [];
  let stopped;
  while (results.length < trials) {
    const proposed = proposeGeneration(search, results, Math.min(generation, trials - results.length));
    if (proposed.length === 0) break;
    results.push(...proposed.map((params, index) => evaluate(table, params, results.length + index, draw)));
    const expected = stopped === undefined ? expectedGainAfter(search, results) : undefined;
    if (expected !== undefined && expected.gain < gainWanted(stopWhen, expected)) stopped = results.length;
  }
  const used = stopped ?? results.length;
  return { used, lost: percentile(table, results.slice(0, used)) - percentile(table, results) };
}

/** One replicate, which is drawn for each trial. */
function evaluate(table, params, number, draw) {
  const losses = table.lossesOf(Object.fromEntries(flattenParams(params)));
  const loss = losses[Math.floor(draw() * losses.length)];
  return {
    schemaVersion: 1,
    id: String(number),
    params,
    seed: '0',
    outcome: { kind: 'completed' },
    metrics: { loss },
    mean: mean(losses),
  };
}

/** The share of all configurations that are better than the best that was seen. */
function percentile({ means }, results) {
  const best = results.reduce((a, b) => (b.metrics.loss < a.metrics.loss ? b : a));
  return means.filter((value) => value < best.mean).length / means.length;
}

function mean(numbers) {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
