import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Expands a sweep once, and prints how long it takes: `node worker.mjs grid points 1000000`. */
const [method, what, text] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const load = (file) => require(join(import.meta.dirname, '../../../packages/sweep/dist', file));
const { expandSweep, formatProblem, parseSweep } = load('index.js');
const { listPoints } = load('plan/listPoints.js');
const { createTrialSpace } = load('plan/trialSpace.js');

const side = Math.round(Math.cbrt(Number(text)));
const listed = (valueAt) => ({ values: Array.from({ length: side }, (_, index) => valueAt(index)) });
const spaces = {
  grid: { a: listed((index) => index / side), b: { min: 1, max: side }, c: listed((index) => `v${index}`) },
  random: {
    a: { min: 0.0, max: 1.0 },
    b: { distribution: 'log_uniform_values', min: 0.00001, max: 1 },
    c: { values: ['x', 'y', 'z'] },
  },
};
const file = {
  objective: 'src/objective.js',
  method,
  metric: { name: 'loss' },
  parameters: spaces[method],
  max_trials: 1_000_000,
  ...(method === 'random' ? { run_cap: Number(text) } : {}),
};
const parsed = parseSweep('tune', 'tune.json', JSON.stringify(file));
if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
const expand = {
  points: (sweep) => listPoints(sweep, createTrialSpace(sweep)),
  trials: (sweep) => expandSweep(sweep).trials,
};

const started = performance.now();
const { length: count } = expand[what](parsed.value);
console.log(JSON.stringify({ count, seconds: (performance.now() - started) / 1000 }));
