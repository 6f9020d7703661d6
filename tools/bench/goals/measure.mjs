import { adaptiveSamplers, createSearchSpace, hypervolume } from '@nx-tune/search';

import { problems } from './problems.mjs';

/** The numbers of trials after which the hypervolume is reported. */
export const budgets = [100, 200];

/** One search of a method: the hypervolume at each budget, and the milliseconds of CPU that a proposal took on average. */
export function measure({ problem: name, method, generation, seed, trials }) {
  const problem = problems[name];
  const space = createSearchSpace(spaceOf(problem), {});
  const { axes } = space;
  const snap = (point) => space.pointOf(space.paramsAt(point));
  const history = [];
  const started = process.cpuUsage();
  while (history.length < trials) {
    const known = [...history];
    const pending = [];
    for (let place = 0; place < generation; place++) {
      const at = { trialNumber: known.length + place, attempt: 0, history: known, pending: [...pending], given: 0 };
      const request = { axes, snap, seed: String(seed), generation, ...countsOf(problem), ...at };
      pending.push(snap(adaptiveSamplers[method](request)));
    }
    history.push(...pending.map((point) => observe(problem, point, Object.values(space.paramsAt(point)))));
  }
  const cpuMs = process.cpuUsage(started).user / 1000 / history.length;
  const volumes = budgets
    .filter((budget) => budget <= trials)
    .map((budget) => {
      const feasible = history.slice(0, budget).filter(({ loss }) => loss < Infinity);
      return hypervolume(
        feasible.map(({ losses }) => losses),
        problem.reference,
      );
    });
  return { volumes, cpuMs };
}

const spaceOf = ({ variables }) =>
  Array.from({ length: variables }, (_, index) => {
    const label = `x${index}`;
    return { label, path: [label], distribution: { kind: 'uniform', min: 0, max: 1 } };
  });

const countsOf = ({ goals, constraints }) => ({ goals, ...(constraints === 0 ? {} : { constraints }) });

function observe({ evaluate }, point, x) {
  const { losses, violations } = evaluate(x);
  const isFeasible = violations.every((violation) => violation <= 0);
  return { point, loss: isFeasible ? losses[0] : Infinity, losses, violations };
}
