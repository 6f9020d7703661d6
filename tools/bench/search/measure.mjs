import { isAdaptive } from '@nx-tune/search';
import { expandSweep, formatProblem, parseSweep, proposeGeneration } from '@nx-tune/sweep';

import { functions } from './functions/functions.mjs';

/** The numbers of trials after which the best loss is reported. */
export const budgets = [25, 50, 100, 200];

/**
 * One sweep of a method over a function, through what users run: a sweep file's text, then trials known in advance, or
 * generations proposed from results. Gives the best loss at each budget, and the milliseconds of CPU that the choice of
 * params has taken, on average and for the last trial; or why there is no such sweep.
 */
export function measure(job) {
  try {
    const sweep = sweepOf(job, budgets.at(-1));
    return isAdaptive(sweep.method) ? learn(job, sweep) : sample(job);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function sweepOf({ function: name, method, generation, seed }, runCap) {
  const file = {
    objective: 'src/objective.js',
    method,
    metric: { name: 'loss' },
    parameters: functions[name].parameters,
    seed,
    run_cap: runCap,
    ...(isAdaptive(method) ? { generation } : {}),
  };
  const parsed = parseSweep('tune', 'tune.json', JSON.stringify(file));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

/** A sweep of its own for each budget: a Latin hypercube of 25 points is not the beginning of one of 200. */
function sample(job) {
  const { loss } = functions[job.function];
  const started = process.cpuUsage();
  const sweeps = budgets.map((budget) => expandSweep(sweepOf(job, budget)));
  const { user } = process.cpuUsage(started);
  const trials = budgets.reduce((sum, budget) => sum + budget, 0);
  const best = sweeps.map((expansion) => {
    if (!expansion.ok) throw new Error(`${expansion.problem.rule}: ${expansion.problem.found}`);
    return Math.min(...expansion.trials.map(({ definition }) => loss(definition.params)));
  });
  return { best, cpuMs: user / 1000 / trials, lastCpuMs: user / 1000 / trials };
}

function learn({ function: name }, sweep) {
  const results = [];
  let [spent, last] = [0, 0];
  while (results.length < budgets.at(-1)) {
    const started = process.cpuUsage();
    const proposed = proposeGeneration(sweep, results);
    last = process.cpuUsage(started).user / 1000;
    spent += last;
    if (proposed.length === 0) break;
    results.push(...proposed.map((params, index) => resultOf(name, sweep, params, results.length + index)));
  }
  const losses = results.map(({ metrics }) => metrics.loss);
  const best = budgets.map((budget) => Math.min(...losses.slice(0, budget)));
  return { best, cpuMs: spent / results.length, lastCpuMs: last / sweep.generation };
}

const resultOf = (name, { seed }, params, number) => ({
  schemaVersion: 1,
  id: String(number),
  params,
  seed,
  outcome: { kind: 'completed' },
  metrics: { loss: functions[name].loss(params) },
});
