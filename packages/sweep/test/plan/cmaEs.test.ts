import { type Distribution, type Point, startPoint } from '@nx-tune/search';

import { sampleCmaEs } from '../../../search/src/samplers/cmaEs/cmaEs.js';
import { createAxes } from '../../../search/src/space/axis.js';
import { describeAdaptiveContract, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';
import { branin } from './testFunctions.js';

describeAdaptiveContract('cma-es', sampleCmaEs);

const unit = { kind: 'uniform', min: 0, max: 1 } as const;

test.each([1, 4])("finds a valley of Branin's function, %i at once: frozen", (generation) => {
  const space = spaceOf({ x: { kind: 'uniform', min: -5, max: 10 }, y: { kind: 'uniform', min: 0, max: 15 } });
  const best = ['1', '2', '3'].map((seed) => {
    const results = search(searchOver('cma-es', space, { seed, generation }), 100 / generation, (params) =>
      resultOf(params, branin(Number(params['x']), Number(params['y']))),
    );
    return Number(Math.min(...results.map(({ metrics }) => Number(metrics['loss']))).toPrecision(6));
  });
  expect(best).toMatchSnapshot();
  expect(Math.max(...best)).toBeLessThan(0.42);
});

/** Returns what generations of one find, in the order of trials. */
function find(
  distributions: { readonly [label: string]: Distribution },
  trials: number,
  loss: (params: { readonly [label: string]: number }) => number,
): { readonly [label: string]: number }[] {
  const wanted = searchOver('cma-es', spaceOf(distributions), { generation: 1 });
  return search(wanted, trials, (params) => resultOf(params, loss(params as { [label: string]: number }))).map(
    ({ params }) => params as { [label: string]: number },
  );
}

test('begins again when it has become narrow', () => {
  const xs = find({ x: unit }, 150, ({ x = 0 }) => (x - 0.3) ** 2).map(({ x = 0 }) => x);
  const narrow = xs.findIndex((_, k) => k > 5 && xs.slice(k - 5, k).every((x) => Math.abs(x - 0.3) < 1e-4));
  expect(narrow).toBeGreaterThan(0);
  expect(xs.slice(narrow).some((x) => Math.abs(x - 0.3) > 0.2)).toBe(true);
});

test('whole numbers are tried still when the rest has become narrow', () => {
  const found = find({ x: unit, k: { kind: 'int_uniform', min: 0, max: 9 } }, 120, ({ x = 0, k = 0 }) => {
    return (x - 0.3) ** 2 + 1e-3 * (k - 2) ** 2;
  });
  const late = found.slice(90);
  expect(late.filter(({ k }) => k === 2).length).toBeGreaterThan(15);
  expect(late.filter(({ k }) => k !== 2).length).toBeGreaterThan(2);
});

test('categories that do well come more often, and none is lost', () => {
  const found = find({ x: unit, c: { kind: 'categorical', values: [0, 1, 2, 3] } }, 80, ({ x = 0, c = 0 }) => {
    return (x - 0.3) ** 2 + (c === 2 ? 0 : 1);
  });
  const late = found.slice(40);
  expect(late.filter(({ c }) => c === 2).length).toBeGreaterThan(20);
  expect(late.filter(({ c }) => c !== 2).length).toBeGreaterThan(2);
});

test('a point that the space excludes is drawn again', () => {
  const axes = createAxes(spaceOf({ x: unit, y: unit }));
  const history = Array.from({ length: 12 }, (_, k) => ({
    point: [(k % 4) / 4, Math.floor(k / 4) / 4],
    loss: ((k % 4) / 4 - 0.5) ** 2,
  }));
  const request = { axes, seed: '1', attempt: 0, history, pending: [], generation: 4, given: 0 };
  for (let trialNumber = 12; trialNumber < 40; trialNumber++) {
    const point = sampleCmaEs({ ...request, trialNumber, snap: (some) => ((some[0] ?? 0) > 0.3 ? some : undefined) });
    expect(point[0]).toBeGreaterThan(0.3);
  }
});

test('after a restart the population is twice as large', () => {
  const axes = createAxes(spaceOf({ x: unit }));
  const isStart = (losses: readonly number[]): boolean => {
    const history = losses.map((loss, k) => ({ point: [k / 20], loss }));
    const common = { seed: '1', attempt: 0, pending: [], generation: 1, given: 0, snap: (some: Point) => some };
    const request = { axes, history, trialNumber: losses.length, ...common };
    return startPoint(request)[0] === sampleCmaEs(request)[0];
  };
  expect(isStart([1, 2])).toBe(true);
  expect(isStart([1, 2, 3])).toBe(false);
  expect(isStart([1, 1, 1])).toBe(true);
  expect(isStart([1, 1, 1, 1, 2, 3, 4, 5])).toBe(true);
  expect(isStart([1, 1, 1, 1, 2, 3, 4, 5, 6])).toBe(false);
});
