import { createSearchSpace } from '@nx-tune/search';
import { expandSweep, formatProblem, parseSweep, proposeGeneration } from '@nx-tune/sweep';

/** Proposes a generation several times: `node worker.mjs bayes 5 100 1 7` is bayes with 5 parameters after 100 trials, with 1 goal. */
const [method, ...numbers] = process.argv.slice(2);
const [dimensions, trials, goals, rounds] = numbers.map(Number);
const kinds = [
  { min: 0.0, max: 1.0 },
  { distribution: 'log_uniform_values', min: 0.0001, max: 1 },
  { min: 1, max: 64 },
  { values: ['a', 'b', 'c'] },
  { distribution: 'q_uniform', min: 0, max: 10, q: 0.5 },
];
const names = Array.from({ length: goals }, (_, goal) => `loss${goal}`);

function sweepWith(keys) {
  const parameters = Array.from({ length: dimensions }, (_, index) => [`p${index}`, kinds[index % kinds.length]]);
  const file = {
    objective: 'src/objective.js',
    ...(goals === 1 ? { metric: { name: names[0] } } : { metrics: names.map((name) => ({ name, goal: 'minimize' })) }),
    parameters: Object.fromEntries(parameters),
    ...keys,
  };
  const parsed = parseSweep('tune', 'tune.json', JSON.stringify(file));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

/** Each goal is best at another point of the space. */
function resultOf(params, number) {
  const point = space.pointOf(params);
  const lossOf = (_, goal) => point.reduce((sum, x, index) => sum + (x / 2 - 0.1 - 0.1 * ((index + goal) % 3)) ** 2, 0);
  const metrics = Object.fromEntries(names.map((name, goal) => [name, lossOf(name, goal)]));
  return { schemaVersion: 1, id: String(number), params, seed: '0', outcome: { kind: 'completed' }, metrics };
}

const sweep = sweepWith({ method, run_cap: 10_000 });
const space = createSearchSpace(sweep.space, sweep);
const drawn = expandSweep(sweepWith({ method: 'random', run_cap: trials, seed: 1 })).trials;
const results = drawn.map(({ definition }, index) => resultOf(definition.params, index));

const measured = Array.from({ length: rounds }, () => {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  proposeGeneration(sweep, results);
  return { ms: performance.now() - started, cpuMs: process.cpuUsage(cpu).user / 1000 };
});
const again = measured.slice(1);
console.log(
  JSON.stringify({
    first: measured[0].ms,
    again: Math.min(...again.map(({ ms }) => ms)),
    cpuAgain: Math.min(...again.map(({ cpuMs }) => cpuMs)),
  }),
);
