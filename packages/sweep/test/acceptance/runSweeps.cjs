/**
 * Runs sweeps over a function, each with another seed, and prints the params and the losses of their trials. In a process of
 * its own, on the compiled package: in jest's sandbox the same takes ten times as long.
 */
const [compiled, functions, asked] = process.argv.slice(2);
const { isAdaptive } = require('@nx-tune/search');
const { expandSweep, parseSweep, proposeGeneration } = require(compiled);

void main(JSON.parse(asked));

async function main({ method, name, runCap, seeds, generation }) {
  const { [name]: objective } = await import(functions);
  const runs = seeds.map((seed) => {
    const sweep = sweepOf({ method, parameters: objective.parameters, seed, run_cap: runCap, generation });
    const trials = isAdaptive(method) ? learn(sweep, objective) : expandSweep(sweep).trials.map(paramsOf);
    return trials.map((params) => ({ params, loss: objective.loss(params) }));
  });
  console.log(JSON.stringify(runs));
}

const paramsOf = ({ definition }) => definition.params;

function sweepOf(file) {
  const text = JSON.stringify({ objective: 'src/objective.js', metric: { name: 'loss' }, ...file });
  const parsed = parseSweep('tune', 'tune.json', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function learn(sweep, { loss }) {
  const results = [];
  while (results.length < sweep.runCap) {
    const proposed = proposeGeneration(sweep, results);
    if (proposed.length === 0) break;
    results.push(...proposed.map((params) => resultOf(sweep, params, loss(params))));
  }
  return results.slice(0, sweep.runCap).map(({ params }) => params);
}

const resultOf = ({ seed }, params, loss) => ({
  schemaVersion: 1,
  id: 'trial',
  params,
  seed,
  outcome: { kind: 'completed' },
  metrics: { loss },
});
