import type { Distribution, Point } from '@nx-tune/search';

import { sampleNelderMead } from '../../../search/src/samplers/nelderMead/nelderMead.js';
import { createAxes } from '../../../search/src/space/axis.js';
import { describeAdaptiveContract, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';
import { branin } from './testFunctions.js';

describeAdaptiveContract('nelder-mead', sampleNelderMead);

const unit = { kind: 'uniform', min: 0, max: 1 } as const;

test.each([1, 4])("finds a valley of Branin's function, %i at once: frozen", (generation) => {
  const space = spaceOf({ x: { kind: 'uniform', min: -5, max: 10 }, y: { kind: 'uniform', min: 0, max: 15 } });
  const best = ['1', '2', '3'].map((seed) => {
    const results = search(searchOver('nelder-mead', space, { seed, generation }), 100 / generation, (params) =>
      resultOf(params, branin(Number(params['x']), Number(params['y']))),
    );
    return Number(Math.min(...results.map(({ metrics }) => Number(metrics['loss']))).toPrecision(6));
  });
  expect(best).toMatchSnapshot();
  expect(Math.max(...best)).toBeLessThan(0.42);
});

/** Params of trials, one at a time, in their order. */
function find(
  distributions: { readonly [label: string]: Distribution },
  trials: number,
  loss: (params: { readonly [label: string]: number }) => number,
  seed = '4787',
): { readonly [label: string]: number }[] {
  const wanted = searchOver('nelder-mead', spaceOf(distributions), { seed, generation: 1 });
  return search(wanted, trials, (params) => resultOf(params, loss(params as { [label: string]: number }))).map(
    ({ params }) => params as { [label: string]: number },
  );
}

test('begins somewhere else when its simplex has collapsed', () => {
  const xs = find({ x: unit }, 120, ({ x = 0 }) => (x - 0.3) ** 2).map(({ x = 0 }) => x);
  const narrow = xs.findIndex((_, k) => k > 4 && xs.slice(k - 4, k).every((x) => Math.abs(x - 0.3) < 1e-3));
  expect(narrow).toBeGreaterThan(0);
  expect(xs.slice(narrow).filter((x) => Math.abs(x - 0.3) > 0.3).length).toBeGreaterThan(2);
});

test('a simplex that is thin along one axis does not end the search where the others are whole numbers', () => {
  const labels = ['a', 'b', 'c', 'd', 'e', 'f'];
  const kinds = ['uniform', 'int_uniform'] as const;
  const space = Object.fromEntries(
    labels.map((label, index) => [label, { kind: kinds[index % 2] ?? 'uniform', min: -10, max: 10 } as const]),
  );
  const centre = [3.3, -2, 5.1, 4, -6.2, 7];
  const loss = (params: { readonly [label: string]: number }): number =>
    labels.reduce((sum, label, k) => sum + 1000 ** (k / 5) * ((params[label] ?? 0) - (centre[k] ?? 0)) ** 2, 0);
  expect(Math.min(...find(space, 200, loss, '3').map(loss))).toBeLessThan(400);
});

test('a whole number of two values is tried at both', () => {
  const found = find({ x: unit, k: { kind: 'int_uniform', min: 0, max: 1 } }, 8, ({ x = 0 }) => x);
  expect(new Set(found.slice(2).map(({ k }) => k)).size).toBe(2);
});

test('categories change where the best vertex stands', () => {
  const space = { x: unit, y: unit, c: { kind: 'categorical', values: [0, 1, 2, 3, 4, 5, 6, 7] } } as const;
  const loss = ({ x = 0, y = 0, c = 0 }): number => (x - 0.3) ** 2 + (y - 0.8) ** 2 + (c === 5 ? 0 : 1);
  const found = find(space, 60, loss);
  expect(Math.min(...found.map(loss))).toBeLessThan(1e-3);
  expect(found.slice(40).filter(({ c }) => c === 5).length).toBeGreaterThan(10);
});

test('the first of a generation is what a search of one at a time would ask; the others are asked soon', () => {
  const axes = createAxes(spaceOf({ x: unit, y: unit }));
  const history = [
    [0.2, 0.3, 4],
    [0.7, 0.3, 3],
    [0.5, 0.9, 2],
    [0.1, 0.6, 1],
    [0.1 + 0.2, 0.6, 2],
    [0.1, 0.6 - 0.2, 5],
  ].map(([x, y, loss]) => ({ point: [x, y], loss: loss ?? 0 }));
  const request = { axes, seed: '1', attempt: 0, history, trialNumber: 6, given: 0, snap: (some: Point) => some };
  const pending: Point[] = [];
  for (let slot = 0; slot < 4; slot++)
    pending.push(sampleNelderMead({ ...request, trialNumber: 6 + slot, pending: [...pending], generation: 4 }));
  // Worst is (0.1, 0.4) and the centre of the others (0.2, 0.6): its reflection, expansion and contractions.
  const near = (x: number, y: number): boolean =>
    pending.some(([a = 0, b = 0]) => Math.abs(a - x) < 1e-9 && Math.abs(b - y) < 1e-9);
  expect(pending[0]?.map((value) => Number(value?.toFixed(9)))).toEqual([0.3, 0.8]);
  expect([near(0.4, 1 - 2 ** -53), near(0.15, 0.5)]).toEqual([true, true]);
  expect(new Set(pending.map((point) => JSON.stringify(point))).size).toBe(4);
});
