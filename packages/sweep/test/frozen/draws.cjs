/**
 * Prints, for each distribution, and for each method, a digest of a thousand draws and of their trials' ids. Run in processes of
 * their own, under other versions of Node, locales, time zones and folders.
 * usage: node draws.cjs <the compiled @nx-tune/sweep>
 */
const { canonicalJson, digest } = require('@nx-tune/search');
const { expandSweep, parseSweep } = require(process.argv[2]);

const distributions = {
  categorical: '{ values: [a, b, 0.5, null, { c: 1 }, [2]], probabilities: [0.1, 0.2, 0.3, 0.2, 0.1, 0.1] }',
  int_uniform: '{ min: -1000000, max: 1000000 }',
  uniform: '{ min: -1.0, max: 3.0 }',
  q_uniform: '{ min: 0.0, max: 10000.0, q: 0.1 }',
  log_uniform: '{ distribution: log_uniform, min: -9, max: 2 }',
  log_uniform_values: '{ distribution: log_uniform_values, min: 0.00001, max: 100 }',
  q_log_uniform: '{ distribution: q_log_uniform, min: 0, max: 12, q: 2 }',
  q_log_uniform_values: '{ distribution: q_log_uniform_values, min: 1, max: 100000, q: 5 }',
  inv_log_uniform: '{ distribution: inv_log_uniform, min: -3, max: 3 }',
  inv_log_uniform_values: '{ distribution: inv_log_uniform_values, min: 0.001, max: 1000 }',
  normal: '{ mu: 1, sigma: 2 }',
  q_normal: '{ mu: 0, sigma: 1000, q: 0.5 }',
  log_normal: '{ distribution: log_normal, mu: 0, sigma: 2 }',
  q_log_normal: '{ distribution: q_log_normal, mu: 5, sigma: 2, q: 3 }',
};

/** Every distribution by one method, and one distribution by every method. */
const drawn = [
  ...Object.keys(distributions).map((name) => [name, 'random']),
  ...['sobol', 'halton', 'lhs'].map((method) => ['uniform', method]),
];

const digests = drawn.map(([name, method]) => {
  const text = `objective: a.ts\nmethod: ${method}\nrun_cap: 1000\nseed: 7\nmetric: { name: loss }\nparameters:\n  x: ${distributions[name]}\n  filler: { min: 0.0, max: 1.0 }\n`;
  const { trials } = expandSweep(parseSweep('tune', 'tune.yaml', text).value);
  if (trials.length !== 1000) throw new Error(`${name} by ${method}: ${trials.length} trials`);
  const table = trials.map(({ id, name, definition }) => [id, name, definition.params.x]);
  return [`${name} by ${method}`, digest(canonicalJson(table), 20)];
});
console.log(JSON.stringify(Object.fromEntries(digests)));
