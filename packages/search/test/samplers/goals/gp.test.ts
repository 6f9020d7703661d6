import { adaptiveSamplers, explainers, expectedGain, type Point } from '../../../src/index.js';
import type { AdaptiveRequest, Observation } from '../../../src/samplers/adaptive/adaptiveSampler.js';
import { describeChoice, usesGp } from '../../../src/samplers/bayes.js';
import { sampleSobol } from '../../../src/samplers/spaceFilling/sobol.js';
import { createAxes } from '../../../src/space/axis.js';

const space = ['x', 'y'].map((label) => ({
  path: [label],
  label,
  distribution: { kind: 'uniform', min: 0, max: 1 } as const,
}));
const axes = createAxes(space);

type Evaluate = (
  x: number,
  y: number,
) => { readonly losses: readonly number[]; readonly violations?: readonly number[] };

function observed(evaluate: Evaluate, [x = 0, y = 0]: Point): Observation {
  const { losses, violations = [] } = evaluate(x, y);
  const loss = violations.every((size) => size <= 0) ? (losses[0] ?? NaN) : Infinity;
  return { point: [x, y], losses, violations, loss };
}

function requestAfter(count: number, evaluate: Evaluate, more: Partial<AdaptiveRequest> = {}): AdaptiveRequest {
  const history = Array.from({ length: count }, (_, index) =>
    observed(evaluate, [...sampleSobol({ labels: ['x', 'y'], seed: '3', index, count })]),
  );
  const { losses = [], violations = [] } = history[0] ?? {};
  const counts = { goals: losses.length, constraints: violations.length };
  const place = { seed: '1', trialNumber: count, attempt: 0, given: 0, pending: [], generation: 1 };
  return { axes, snap: (point) => point, history, ...place, ...counts, ...more };
}

/** Two goals whose best points lie on the line from (0.2, 0.5) to (0.8, 0.5). */
const twoGoals: Evaluate = (x, y) => ({
  losses: [(x - 0.2) ** 2 + (y - 0.5) ** 2, (x - 0.8) ** 2 + (y - 0.5) ** 2],
});

test('gp proposes points of the front, and of a generation other ones', () => {
  const first = adaptiveSamplers.gp(requestAfter(16, twoGoals));
  const second = adaptiveSamplers.gp(requestAfter(16, twoGoals, { pending: [first], trialNumber: 17, generation: 2 }));
  for (const [x = NaN, y = NaN] of [first, second]) {
    expect(Math.abs(y - 0.5)).toBeLessThan(0.1);
    expect(x).toBeGreaterThan(0.1);
    expect(x).toBeLessThan(0.9);
  }
  expect(Math.abs((first[0] ?? 0) - (second[0] ?? 0))).toBeGreaterThan(0.02);
});

test('a trial that is dominated, far away, or failed does not change what the front is', () => {
  const request = requestAfter(12, twoGoals);
  const why = explainers.gp(request, [0.5, 0.5]);
  expect(why.kind).toBe('models');
  expect(why.kind === 'models' && [why.chance, why.goals.map(({ expected }) => Number(expected.toFixed(1)))]).toEqual([
    1,
    [0.1, 0.1],
  ]);
});

/** The best is at 0, which is not allowed: x must be at least 0.6. */
const constrained: Evaluate = (x, y) => ({ losses: [x ** 2 + (y - 0.5) ** 2], violations: [1000 * (0.6 - x)] });

test('gp keeps to a constraint, whose unit does not matter, and says how likely it is satisfied', () => {
  const request = requestAfter(16, constrained);
  const [x = NaN, y = NaN] = adaptiveSamplers.gp(request);
  expect(x).toBeGreaterThan(0.58);
  expect(x).toBeLessThan(0.75);
  expect(Math.abs(y - 0.5)).toBeLessThan(0.15);
  const [inside, outside] = [explainers.gp(request, [0.9, 0.5]), explainers.gp(request, [0.1, 0.5])];
  expect(inside.kind === 'models' && inside.chance).toBeGreaterThan(0.95);
  expect(outside.kind === 'models' && outside.chance).toBeLessThan(0.05);
});

test('as long as no trial is feasible, it goes where that is likely', () => {
  const never: Evaluate = (x, y) => ({ losses: [x], violations: [1.2 - x, y - 2] });
  const [x = NaN] = adaptiveSamplers.gp(requestAfter(14, never));
  expect(x).toBeGreaterThan(0.9);
  const why = explainers.gp(requestAfter(14, never), [1, 0.5]);
  expect(why.kind === 'models' && why.improvement).toBeUndefined();
});

test('with a constraint, what is to be gained is known once there are feasible trials; with several goals, it never is', () => {
  const gain = expectedGain(requestAfter(24, constrained));
  expect(gain?.gain).toBeGreaterThan(0);
  expect(gain?.gain).toBeLessThan(0.2);
  expect(expectedGain(requestAfter(24, (x) => ({ losses: [x], violations: [1] })))).toBeUndefined();
  expect(expectedGain(requestAfter(24, twoGoals))).toBeUndefined();
});

test('bayes says what it does with goals and constraints', () => {
  expect(describeChoice({ space })).toBe('bayes: gp up to 300 trials, then tpe: 2 parameters');
  expect(describeChoice({ space }, { goals: 2, constraints: 1 })).toBe(
    'bayes: gp up to 200 trials, then tpe: 2 parameters, 2 goals, 1 constraint',
  );
  expect(usesGp({ space }, { goals: 3 })).toBe(true);
});

test.each(['gp', 'tpe', 'nsga2'] as const)('the proposals of %s are frozen', (method) => {
  const both: Evaluate = (x, y) => ({ losses: twoGoals(x, y).losses, violations: [0.3 - y] });
  const points = [requestAfter(20, twoGoals), requestAfter(20, constrained), requestAfter(20, both)].map((request) =>
    adaptiveSamplers[method](request).map((x) => Number((x ?? NaN).toPrecision(6))),
  );
  expect(points).toMatchSnapshot();
});
