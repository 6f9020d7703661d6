import { budgets } from './measure.mjs';
import { quantile } from './quantile.mjs';

/**
 * Summarises the runs of one method on one function, all seeds: median and quartiles at each budget, and CPU; or the reason why
 * that is impossible.
 */
export function summarise(runs) {
  const failed = runs.find(({ problem }) => problem !== undefined);
  if (failed !== undefined) return { seeds: runs.length, problem: failed.problem };
  const of = (pick) => [0.5, 0.25, 0.75].map((share) => quantile(runs.map(pick), share));
  return {
    seeds: runs.length,
    budgets: Object.fromEntries(budgets.map((budget, index) => [budget, of(({ best }) => best[index])])),
    cpuMs: runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / runs.length,
    lastCpuMs: of(({ lastCpuMs }) => lastCpuMs)[0],
  };
}
