import type { AdaptiveRequest, Observation } from './adaptiveSampler.js';
import { isFeasible, lossesOf, totalViolations } from './feasibility.js';

/** All points of a generation are proposed from one history, whose losses are replaced once. */
const known = new WeakMap<readonly Observation[], readonly Observation[]>();

/**
 * The request of a single goal without constraints, for samplers that only compare losses: a feasible trial keeps its loss, and any other is
 * worse than all of these, the more so the more it violates (K. Deb, "An Efficient Constraint Handling Method for Genetic Algorithms", Comput. Methods Appl. Mech.
 * Engrg. 186 (2000), 311-338, section 3). Without constraints it is the request itself.
 */
export function rankByFeasibility(request: AdaptiveRequest): AdaptiveRequest {
  const { constraints: _, ...others } = request;
  if ((request.constraints ?? 0) === 0) return request;
  const history = known.get(request.history) ?? ranked(request.history);
  known.set(request.history, history);
  return { ...others, history };
}

function ranked(history: readonly Observation[]): readonly Observation[] {
  const worst = Math.max(0, ...history.filter(isFeasible).map((observation) => lossesOf(observation)?.[0] ?? 0));
  const unit = Math.max(1, worst);
  const totals = totalViolations(history);
  return history.map((observation, index) => {
    const total = totals[index] ?? Infinity;
    const [loss = Infinity] = lossesOf(observation) ?? [];
    return { ...observation, loss: total === 0 ? loss : worst + unit * total };
  });
}
