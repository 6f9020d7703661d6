import * as fc from 'fast-check';

import { bestFirst, frontOf, hypervolumeHistory, type Judged } from '../../src/index.js';

const metric = {
  name: 'a',
  goal: 'minimize',
  goals: [
    { name: 'a', goal: 'minimize' },
    { name: 'b', goal: 'maximize' },
  ],
} as const;
const judged = (...losses: readonly (readonly number[])[]): Judged[] =>
  losses.map((own) => ({ loss: own[0] ?? 0, losses: own }));

test('the front, the knee, and the volume from a reference that the first ten decide', () => {
  const front = frontOf(judged([0, 10], [1, 1], [10, 0], [5, 5]), { metric });
  expect(front.members).toEqual([0, 1, 2]);
  expect(front.picked).toBe(1);
  expect(front.reference).toEqual([11, -11]);
  expect(front.hypervolume).toBe(11 * 1 + 10 * 9 + 1 * 1);
});

test('preferences pick by weights, or in order', () => {
  const all = judged([0, 10], [1, 1], [10, 0]);
  const picked = (prefer: Parameters<typeof frontOf>[1]['prefer']) =>
    frontOf(all, { metric, ...(prefer && { prefer }) }).picked;
  expect(picked({ kind: 'weights', weights: { a: 1 } })).toBe(0);
  expect(picked({ kind: 'weights', weights: { b: 1 } })).toBe(2);
  expect(
    picked({
      kind: 'order',
      order: [
        { name: 'a', within: 2 },
        { name: 'b', within: 0 },
      ],
    }),
  ).toBe(1);
  expect(
    picked({
      kind: 'order',
      order: [
        { name: 'a', within: 0 },
        { name: 'b', within: 0 },
      ],
    }),
  ).toBe(0);
});

test('a configuration that violates a rule is not on the front, and does not move the reference', () => {
  const front = frontOf([...judged([1, 1]), { loss: Infinity, losses: [0, 21], violations: [1] }], { metric });
  expect(front.members).toEqual([0]);
  expect(front.reference).toEqual([1, -1]);
});

test('without a result there is no front, and its volume is 0', () => {
  expect(frontOf([{ loss: Infinity }], { metric })).toEqual({
    members: [],
    picked: undefined,
    reference: [0, -0],
    hypervolume: 0,
  });
});

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
  minLength: 1,
  maxLength: 25,
});

test('the front is complete and nobody on it is dominated; a dominated point changes nothing', () => {
  fc.assert(
    fc.property(points, (all) => {
      const rules = { metric, reference: { a: 10, b: -10 } };
      const front = frontOf(judged(...all), rules);
      const beats = (x: readonly number[], y: readonly number[]) =>
        x.every((v, i) => v <= (y[i] ?? 0)) && x.join() !== y.join();
      for (const [index, point] of all.entries())
        expect(front.members.includes(index)).toBe(!all.some((other) => beats(other, point)));
      const worse = all[0]?.map((value) => value + 1) ?? [];
      const more = frontOf(judged(...all, worse), rules);
      expect(more).toEqual(front);
    }),
  );
});

test('a later trial never lowers the volume, and the last is that of the front', () => {
  fc.assert(
    fc.property(points, (all) => {
      const history = hypervolumeHistory(judged(...all), { metric });
      expect(history.at(-1)).toBeCloseTo(frontOf(judged(...all), { metric }).hypervolume, 6);
      for (const [index, volume] of history.entries())
        expect(volume).toBeGreaterThanOrEqual((history[index - 1] ?? 0) - 1e-9);
    }),
  );
});

test('from the eleventh on, no trial moves the reference', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 10, maxLength: 10 }), points, (first, more) => {
      expect(frontOf(judged(...first, ...more), { metric }).reference).toEqual(
        frontOf(judged(...first), { metric }).reference,
      );
    }),
  );
});

test('with several goals, those of the front are the best, the lonely ones first', () => {
  expect(bestFirst(judged([0, 10], [5, 5], [5.1, 4.9], [10, 0], [11, 11]))).toEqual([0, 3, 1, 2, 4]);
  expect(bestFirst([{ loss: 2 }, { loss: Infinity }, { loss: 1 }])).toEqual([2, 0]);
});

test('a grid is known as a whole, and its first trials are not like the rest', () => {
  const all = judged(...Array.from({ length: 20 }, (_, index) => [index, -index]));
  expect(frontOf(all, { metric, method: 'grid' }).reference).toEqual([20.9, expect.closeTo(-1.9)]);
  expect(frontOf(all, { metric, method: 'random' }).reference).toEqual([9.9, -0.9]);
});

test('with huge values, the volume and the reference are numbers that a file can have', () => {
  const all = judged([-1.5e308, 1.5e308], [1.5e308, -1.5e308], [0, 0]);
  const { reference, hypervolume, picked } = frontOf(all, { metric });
  expect([...reference, hypervolume].every(Number.isFinite)).toBe(true);
  expect(picked).toBe(0);
  expect(hypervolumeHistory(all, { metric }).every(Number.isFinite)).toBe(true);
});
