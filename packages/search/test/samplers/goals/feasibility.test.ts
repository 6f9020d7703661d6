import type { AdaptiveRequest, Observation } from '../../../src/samplers/adaptive/adaptiveSampler.js';
import { constrainedFronts } from '../../../src/samplers/adaptive/constrainedFronts.js';
import { totalViolations } from '../../../src/samplers/adaptive/feasibility.js';
import { rankByFeasibility } from '../../../src/samplers/adaptive/rankByFeasibility.js';

const trial = (loss: number, ...violations: number[]): Observation => ({
  point: [],
  loss: violations.every((size) => size <= 0) ? loss : Infinity,
  losses: [loss],
  violations,
});
const failed: Observation = { point: [], loss: Infinity };
const history = [trial(3, -1, -5), trial(1, 2, -5), trial(2, 0, -1), trial(0, 1, 50), failed, trial(9, -1, 25)];

test('a sum of violations counts each constraint in a unit of its own', () => {
  expect(totalViolations(history)).toEqual([0, 1, 0, 1.5, Infinity, 0.5]);
  expect(totalViolations([])).toEqual([]);
  expect(totalViolations([trial(1, NaN), trial(1, Infinity)])).toEqual([Infinity, Infinity]);
});

test('the sums of earlier trials stay when the history grows', () => {
  const known = Array.from({ length: 10 }, (_, index) => trial(index, index + 1));
  expect(totalViolations([...known, trial(0, 1000)]).slice(0, 10)).toEqual(totalViolations(known));
});

test('feasible trials come first, then those that violate less, and failed ones are the last', () => {
  expect(constrainedFronts(history)).toEqual([1, 3, 0, 4, 5, 2]);
  expect(constrainedFronts([failed, failed])).toEqual([0, 0]);
});

test('with one goal, losses are replaced in that order', () => {
  const request = { history, constraints: 2 } as unknown as AdaptiveRequest;
  const { history: ranked, constraints } = rankByFeasibility(request);
  const losses = ranked.map(({ loss }) => loss);
  expect(constraints).toBeUndefined();
  expect([losses[0], losses[2]]).toEqual([3, 2]);
  expect(losses.map((_, index) => index).toSorted((a, b) => (losses[a] ?? 0) - (losses[b] ?? 0))).toEqual([
    2, 0, 5, 1, 3, 4,
  ]);
  expect(rankByFeasibility(request).history).toBe(ranked);
  const free = { history } as unknown as AdaptiveRequest;
  expect(rankByFeasibility(free)).toBe(free);
});
