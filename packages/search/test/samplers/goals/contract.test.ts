import * as fc from 'fast-check';

import { type AdaptiveMethod, adaptiveSamplers, explainers, modelSlices, type Point } from '../../../src/index.js';
import type { AdaptiveRequest, Observation } from '../../../src/samplers/adaptive/adaptiveSampler.js';
import { createAxes } from '../../../src/space/axis.js';

const axes = createAxes([
  { path: ['x'], label: 'x', distribution: { kind: 'uniform', min: 0, max: 1 } },
  { path: ['kind'], label: 'kind', distribution: { kind: 'categorical', values: ['a', 'b', 'c'] } },
  { path: ['y'], label: 'y', distribution: { kind: 'int_uniform', min: 1, max: 50 } },
]);
/** The last parameter is that of "b" alone, and where x is above 0.9, nothing is allowed. */
const snap = ([x = 0, kind = 0, y = 0]: Point): Point | undefined =>
  x > 0.9 ? undefined : [x, kind, kind === 1 ? axes[2]?.coordinateOf(axes[2].valueAt(y)) : undefined];

const unit = fc.double({ min: 0, max: 0.9, noNaN: true });
const point = fc.tuple(unit, fc.nat(2), unit).map((some) => snap(some) ?? []);
const anyLoss = fc.oneof(fc.constantFrom(0, 1, 1, -1e300, 1e300), fc.double({ min: -5, max: 5, noNaN: true }));
const anyViolation = fc.oneof(fc.constantFrom(0, -1, 1, 1e9), fc.double({ min: -2, max: 2, noNaN: true }));

/** Histories with failed trials, equal points and losses, and violations of all sizes. */
const requestOf = (goals: number, constraints: number, isFeasible: boolean): fc.Arbitrary<AdaptiveRequest> => {
  const tuple = <T>(arbitrary: fc.Arbitrary<T>, length: number) =>
    fc.array(arbitrary, { minLength: length, maxLength: length });
  const completed = fc
    .record({ point, losses: tuple(anyLoss, goals), violations: tuple(anyViolation, constraints) })
    .map(({ losses, violations, ...others }): Observation => {
      const sizes = isFeasible ? violations : violations.map((size) => Math.abs(size) + 0.1);
      const loss = sizes.every((size) => size <= 0) ? (losses[0] ?? Infinity) : Infinity;
      return { ...others, losses, loss, ...(constraints > 0 ? { violations: sizes } : {}) };
    });
  const failed = point.map((some): Observation => ({ point: some, loss: Infinity }));
  return fc
    .record({
      seed: fc.string(),
      trialNumber: fc.nat(60),
      attempt: fc.nat(1),
      history: fc.array(fc.oneof({ weight: 5, arbitrary: completed }, failed), { minLength: 0, maxLength: 24 }),
      pending: fc.array(point, { maxLength: 2 }),
    })
    .map((some) => ({ ...some, axes, snap, given: 0, generation: 4, goals, constraints }));
};

const several: readonly AdaptiveMethod[] = ['gp', 'tpe', 'nsga2', 'bayes'];
const single: readonly AdaptiveMethod[] = ['gp', 'tpe', 'nsga2', 'cma-es', 'nelder-mead'];
const cases = [
  ...several.flatMap((method) => [[method, 2, 0, true] as const, [method, 2, 1, true] as const]),
  ...single.flatMap((method) => [[method, 1, 2, true] as const, [method, 1, 1, false] as const]),
  ...(['gp', 'tpe', 'nsga2'] as const).map((method) => [method, 4, 1, true] as const),
];

test.each(cases)(
  '%s with %i goals and %i constraints, some satisfied: %s; proposes a point of the space, the same for the same request',
  (method, goals, constraints, isFeasible) => {
    fc.assert(
      fc.property(requestOf(goals, constraints, isFeasible), (request) => {
        const sample = adaptiveSamplers[method];
        const chosen = sample(request);
        expect(chosen).toHaveLength(axes.length);
        for (const [index, { kind }] of axes.entries()) {
          const coordinate = chosen[index] ?? 0;
          expect(coordinate >= 0 && coordinate < (kind === 'numeric' ? 1 : 3)).toBe(true);
        }
        const { snap: _, axes: _axes, ...data } = request;
        expect(sample({ ...structuredClone(data), axes, snap })).toEqual(chosen);
        const why = explainers[method](request, snap(chosen) ?? chosen);
        if (why.kind === 'models') {
          expect(why.goals).toHaveLength(goals);
          expect(why.chance).toBeGreaterThanOrEqual(0);
          expect(why.chance).toBeLessThanOrEqual(1);
          expect(why.improvement ?? 0).toBeGreaterThanOrEqual(0);
        }
        expect(() => modelSlices(method, request, snap(chosen) ?? chosen, 3)).not.toThrow();
      }),
      { numRuns: method === 'gp' || method === 'bayes' ? 6 : 20 },
    );
  },
);
