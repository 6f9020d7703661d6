import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type AdaptiveMethod,
  canonicalJson,
  createGrid,
  type Distribution,
  type JsonObject,
  type Space,
} from '@nx-tune/search';
import * as fc from 'fast-check';

import type { AdaptiveRequest, AdaptiveSampler, Point } from '../../../search/src/samplers/adaptive/adaptiveSampler.js';
import { createAxes } from '../../../search/src/space/axis.js';
import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import type { Search } from '../../src/plan/search.js';
import type { Outcome, TrialResult } from '../../src/trial/result.js';

export const spaceOf = (distributions: { readonly [label: string]: Distribution }): Space =>
  Object.entries(distributions).map(([label, distribution]) => ({ path: label.split('.'), label, distribution }));

export const searchOver = (method: AdaptiveMethod, space: Space, more: Partial<Search> = {}): Search => ({
  objective: { kind: 'module', path: 'src/objective.ts' },
  metric: { name: 'loss', goal: 'minimize' },
  method,
  space,
  seed: '4787',
  generation: 4,
  ...more,
});

export const resultOf = (params: JsonObject, loss: number, outcome: Outcome = { kind: 'completed' }): TrialResult => ({
  schemaVersion: 1,
  id: canonicalJson(params),
  params,
  seed: '4787',
  outcome,
  metrics: Number.isFinite(loss) ? { loss } : {},
});

/** Runs generations against a function of params; results in the order of trials. */
export function search(
  wanted: Search,
  generations: number,
  evaluate: (params: JsonObject, number: number) => TrialResult,
): TrialResult[] {
  const results: TrialResult[] = [];
  for (let generation = 0; generation < generations; generation++) {
    const proposed = proposeGeneration(wanted, results);
    results.push(...proposed.map((params, index) => evaluate(params, results.length + index)));
  }
  return results;
}

/** A parameter of each kind. */
export const mixed: Space = spaceOf({
  'optimizer.stepSize': { kind: 'log_uniform_values', min: 1e-5, max: 1 },
  momentum: { kind: 'uniform', min: 0, max: 0.99 },
  batchSize: { kind: 'categorical', values: [16, 32, 64], probabilities: [0.2, 0.5, 0.3] },
  layers: { kind: 'int_uniform', min: 1, max: 4 },
  dropout: { kind: 'q_uniform', min: 0, max: 0.5, q: 0.1 },
  width: { kind: 'q_log_uniform_values', min: 8, max: 512, q: 8 },
  noise: { kind: 'normal', mu: 0, sigma: 1 },
  activation: { kind: 'constant', value: 'relu' },
});
const lossOver = ({ optimizer, momentum, batchSize, layers }: JsonObject): number =>
  (Math.log10(Number((optimizer as JsonObject)['stepSize'])) + 2) ** 2 +
  Number(momentum) +
  Number(batchSize) / 64 +
  Number(layers);
const compiled = join(__dirname, '../../dist/plan/proposeGeneration.js');

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const axes = createAxes(mixed);
const point = fc.tuple(...axes.map((axis) => (axis.kind === 'numeric' ? unit : fc.nat(2))));
/** Requests over that space, with any history. */
export const adaptiveRequest: fc.Arbitrary<AdaptiveRequest> = fc.record({
  axes: fc.constant(axes),
  snap: fc.constant((some: Point): Point =>
    axes.map((axis, index) => axis.coordinateOf(axis.valueAt(some[index] ?? 0))),
  ),
  generation: fc.constant(4),
  seed: fc.string(),
  trialNumber: fc.nat(60),
  attempt: fc.nat(3),
  history: fc.array(
    fc.record({ point, loss: fc.oneof(fc.double({ noNaN: true }), fc.constant(1), fc.constant(Infinity)) }),
    { maxLength: 30 },
  ),
  given: fc.nat(10),
  pending: fc.array(point, { maxLength: 3 }),
});

/** Describes what every sampler that learns promises; one that thinks long is asked less often. */
export function describeAdaptiveContract(method: AdaptiveMethod, sample: AdaptiveSampler, thinksLong = false): void {
  describe(`${method} keeps the contract of samplers that learn`, () => {
    const axes = createAxes(mixed);

    test('a point of the space, the same for the same request, whatever the history', () => {
      fc.assert(
        fc.property(adaptiveRequest, (asked) => {
          const chosen = sample(asked);
          expect(chosen).toHaveLength(axes.length);
          axes.forEach((axis, index) => {
            const coordinate = chosen[index] ?? NaN;
            expect(coordinate >= 0 && coordinate < (axis.kind === 'numeric' ? 1 : 3)).toBe(true);
            if (axis.kind === 'categorical') expect(Number.isInteger(coordinate)).toBe(true);
          });
          const { snap, ...data } = asked;
          expect(sample({ ...structuredClone({ ...data, axes: [] }), axes, snap })).toEqual(chosen);
        }),
        { numRuns: thinksLong ? 10 : 100 },
      );
    });

    const wanted = searchOver(method, mixed);
    const results = search(wanted, 10, (params) => resultOf(params, lossOver(params)));

    test('learns: later trials are better than the first', () => {
      const mean = (some: readonly TrialResult[]): number =>
        some.reduce((sum, { params }) => sum + lossOver(params), 0) / some.length;
      expect(mean(results.slice(-12))).toBeLessThan(0.8 * mean(results.slice(0, 12)));
    });

    test('the name of a result, and when it came, do not matter; an earlier generation never changes', () => {
      const renamed = results.map((result) => ({ ...result, id: 'x', seed: 'y' }));
      expect(proposeGeneration(wanted, renamed)).toEqual(proposeGeneration(wanted, results));
      expect(search(wanted, thinksLong ? 4 : 5, (params) => resultOf(params, lossOver(params)))).toEqual(
        results.slice(0, thinksLong ? 16 : 20),
      );
    });

    test('maximizing is minimizing the negative', () => {
      const upwards = searchOver(method, mixed, { metric: { name: 'loss', goal: 'maximize' } });
      const negative = search(upwards, 4, (params) => resultOf(params, -lossOver(params)));
      expect(negative.map(({ params }) => params)).toEqual(results.slice(0, 16).map(({ params }) => params));
    });

    test('another seed makes other proposals', () => {
      expect(proposeGeneration({ ...wanted, seed: '1' }, [])).not.toEqual(proposeGeneration(wanted, []));
    });

    test.each<[string, (params: JsonObject, number: number) => TrialResult]>([
      ['every trial fails', (params) => resultOf(params, NaN, { kind: 'failed', error: 'x' })],
      ['every trial diverges', (params) => resultOf(params, NaN, { kind: 'diverged' })],
      [
        'every other is infeasible',
        (params, n) =>
          resultOf(
            params,
            n % 2 ? NaN : lossOver(params),
            n % 2 ? { kind: 'infeasible', reason: 'x' } : { kind: 'completed' },
          ),
      ],
      ['all losses are equal', (params) => resultOf(params, 1)],
      ['losses are huge', (params, n) => resultOf(params, (n % 2 ? 1 : -1) * Number.MAX_VALUE)],
    ])('continues when %s, and proposes nothing twice', (_, evaluate) => {
      const all = search(wanted, thinksLong ? 4 : 8, evaluate);
      expect(new Set(all.map(({ params }) => canonicalJson(params))).size).toBe(thinksLong ? 16 : 32);
    });

    test.each([
      ['a single point', { a: { kind: 'constant', value: 1 } }, 1],
      ['two', { a: { kind: 'categorical', values: [1, 2] } }, 2],
      ['few', { a: { kind: 'int_uniform', min: 0, max: 4 }, b: { kind: 'categorical', values: ['x', 'y', 'z'] } }, 15],
      ['rare ones', { a: { kind: 'q_log_uniform_values', min: 1e-9, max: 20, q: 1 } }, 21],
    ] as [string, { [label: string]: Distribution }, number][])(
      'a space of %s is tried as a whole, and then it ends',
      (_, distributions, size) => {
        const space = spaceOf(distributions);
        const grid = createGrid(space);
        expect('size' in grid && grid.size).toBe(size);
        const all = search(searchOver(method, space), 10, (params, n) => resultOf(params, n));
        expect(new Set(all.map(({ params }) => canonicalJson(params))).size).toBe(size);
        expect(all).toHaveLength(size);
      },
    );

    test.each([1, 100])('%i parameters', (count) => {
      const space = spaceOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`x${index}`, { kind: 'uniform', min: -1, max: 1 }]),
        ),
      );
      const all = search(searchOver(method, space), 4, (params) =>
        resultOf(
          params,
          Object.values(params).reduce<number>((sum, x) => sum + Number(x) ** 2, 0),
        ),
      );
      expect(all).toHaveLength(16);
      for (const { params } of all) expect(Object.values(params).every((x) => Math.abs(Number(x)) <= 1)).toBe(true);
    });

    test('a generation spreads out: no two of its points are as close as the pairs of one alone', () => {
      const known = results.slice(0, 20);
      const [first, ...others] = proposeGeneration(wanted, known);
      expect(others.every((params) => canonicalJson(params) !== canonicalJson(first ?? {}))).toBe(true);
    });

    test('a fresh process under another locale, time zone and folder agrees', () => {
      const program = `const { proposeGeneration } = require(${JSON.stringify(compiled)}); console.log(JSON.stringify(proposeGeneration(...JSON.parse(process.argv[1]))))`;
      const known = results.slice(0, 24);
      const output = execFileSync(process.execPath, ['-e', program, JSON.stringify([wanted, known])], {
        cwd: tmpdir(),
        env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
        encoding: 'utf8',
      });
      expect(JSON.parse(output)).toEqual(proposeGeneration(wanted, known));
    });
  });
}
