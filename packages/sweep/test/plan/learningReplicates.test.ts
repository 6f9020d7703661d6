import { adaptiveMethodNames, type JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { searchId, searchText } from '../../src/plan/search.js';
import { createSlots, resolveSlots, slotsUpTo, trialsInSlots } from '../../src/plan/slots.js';
import { configurationLoss } from '../../src/trial/configurationLoss.js';
import type { PlannedTrial } from '../../src/trial/plannedTrial.js';
import { replicateSeed } from '../../src/trial/replicateSeed.js';
import type { TrialResult } from '../../src/trial/result.js';
import type { Slot } from '../../src/trial/slot.js';
import { searchOver, spaceOf } from './adaptiveContract.js';

const space = spaceOf({ x: { kind: 'uniform', min: 0, max: 1 }, y: { kind: 'uniform', min: 0, max: 1 } });
const metric = { name: 'loss', goal: 'minimize' } as const;
const plain = searchOver('tpe', space, { generation: 3 });
const twice = { ...plain, replicates: 2 };

const smooth = ({ x, y }: JsonObject): number => (Number(x) - 0.3) ** 2 + (Number(y) - 0.6) ** 2;
/** The effect of the seed, different for each configuration. */
const luck = ({ x, y }: JsonObject, replicate: number): number =>
  0.1 * Math.sin(1000 * Number(x) + 777 * Number(y) + 99 * replicate);

const resultOf = ({ id, definition }: PlannedTrial): TrialResult => ({
  schemaVersion: 1,
  ...definition,
  id,
  outcome: { kind: 'completed' },
  metrics: { loss: smooth(definition.params) + luck(definition.params, definition.replicate ?? 0) },
});

test('each configuration has a slot for each replicate; the numbers and ids of the first are as without', () => {
  const { slots } = createSlots(twice, 4);
  expect(slots.map(({ number, generation }) => [number, generation])).toEqual(
    [...Array<undefined>(2)].flatMap(() => [[0, 0], [1, 0], [2, 0], [3, 1]]), // prettier-ignore
  );
  const id = searchId(twice);
  expect(slots.slice(0, 4)).toEqual(
    createSlots(plain, 4).slots.map((slot) => ({
      ...slot,
      id: slot.id.replace(searchId(plain), id),
      name: slot.name.replace(searchId(plain), id),
    })),
  );
  expect(slots[5]).toEqual({
    number: 1,
    generation: 0,
    id: `${id}-1-r1`,
    name: `tpe-1--replicate@1--${id}`,
    evaluation: { replicate: 1 },
  });
  expect(slotsUpTo(twice, 0).slots).toHaveLength(6);
});

test('replicates and cases are parts of a search, and absent they change nothing', () => {
  const ids = [plain, twice, { ...plain, replicates: 3 }, { ...plain, cases: ['a'] }, { ...twice, cases: ['a'] }];
  expect(new Set(ids.map(searchId)).size).toBe(5);
  expect(searchText(plain)).not.toContain('replicates');
});

test('cases have slots, too', () => {
  const { slots } = createSlots({ ...twice, cases: ['a/b', { n: 1 }] }, 1);
  expect(slots.map(({ evaluation }) => evaluation)).toEqual([
    { replicate: 0, case: 'a/b' },
    { replicate: 0, case: { n: 1 } },
    { replicate: 1, case: 'a/b' },
    { replicate: 1, case: { n: 1 } },
  ]);
  expect(new Set(slots.map(({ id }) => id)).size).toBe(4);
  for (const { name } of slots) expect(name).toMatch(/^tpe-0--case@[A-Za-z0-9-]+(--replicate@1)?--/);
});

test('the evaluations of a configuration share its params, and a generation waits for all of them', () => {
  const slots = createSlots(twice, 6);
  const known = new Map<string, TrialResult>();
  const ofTrial = ({ id }: PlannedTrial): TrialResult | undefined => known.get(id);
  const first = resolveSlots(twice, slots, { ofTrial });
  expect(first.map(({ slot, definition }) => [slot?.number, definition.replicate])).toEqual(
    [[0, undefined], [1, undefined], [2, undefined], [0, 1], [1, 1], [2, 1]], // prettier-ignore
  );
  expect(first.slice(3).map(({ definition }) => definition)).toEqual(
    first.slice(0, 3).map(({ definition }) => ({ ...definition, replicate: 1, seed: replicateSeed('4787', 1) })),
  );
  for (const trial of first.slice(0, 5)) known.set(trial.id, resultOf(trial));
  expect(resolveSlots(twice, slots, { ofTrial })).toEqual(first);
  known.set(first[5]?.id ?? '', resultOf(first[5] as PlannedTrial));
  const all = resolveSlots(twice, slots, { ofTrial });
  expect(all.map(({ slot }) => slot?.number)).toEqual([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]);
  const inSlot = ({ id }: Slot): TrialResult | undefined =>
    ofTrial(all.find(({ slot }) => slot?.id === id) as PlannedTrial);
  expect(resolveSlots(twice, slots, { ofTrial, inSlot }, 1)).toEqual(all);
  expect(trialsInSlots(twice, slots, { ofTrial, inSlot }).map((trial) => trial?.id)).toEqual(
    all.map((trial) => (known.has(trial.id) ? trial.id : undefined)),
  );
});

const loss = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(Infinity));
const evaluations = (replicates: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc.array(fc.array(loss, { minLength: replicates, maxLength: replicates }), { minLength: 12, maxLength: 12 });
const resultsOf = (losses: readonly (readonly number[])[]): TrialResult[][] =>
  losses.map((row, index) =>
    row.map((value, replicate) => ({
      schemaVersion: 1,
      id: `${index}-${replicate}`,
      params: { x: index / 13, y: ((7 * index) % 12) / 13 },
      seed: '1',
      ...(replicate === 0 ? {} : { replicate }),
      outcome: value === Infinity ? { kind: 'diverged' } : { kind: 'completed' },
      metrics: { loss: value === Infinity ? 'Infinity' : value },
    })),
  );

test.each(adaptiveMethodNames)('%s: proposals do not depend on the order of replicates', (method) => {
  const search = { ...searchOver(method, space), replicates: 3 };
  fc.assert(
    fc.property(evaluations(3), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (losses, order) => {
      const results = resultsOf(losses);
      const shuffled = results.flatMap((row) => order.map((index) => row[index] as TrialResult));
      expect(proposeGeneration(search, shuffled)).toEqual(proposeGeneration(search, results.flat()));
    }),
    { numRuns: 5 },
  );
});

test.each(adaptiveMethodNames)('%s learns from means, and from nothing else', (method) => {
  fc.assert(
    fc.property(evaluations(2), (losses) => {
      const search = searchOver(method, space);
      const means = losses.map(([a = 0, b = 0]) => [a + (b - a) / 2]);
      const isExact = losses.every(
        ([a = 0, b = 0], index) => [a, b].includes(Infinity) || (means[index]?.[0] ?? 0) * 2 === a + b,
      );
      fc.pre(isExact);
      const whole = means.map(([mean = 0]) => [Number.isNaN(mean) ? Infinity : mean]);
      expect(proposeGeneration({ ...search, replicates: 2 }, resultsOf(losses).flat())).toEqual(
        proposeGeneration(search, resultsOf(whole).flat()),
      );
    }),
    { numRuns: 10 },
  );
});

test('a configuration of which one evaluation failed has no loss, however good the others are', () => {
  const [row = []] = resultsOf([[1, 2, Infinity]]);
  expect(configurationLoss(row.slice(0, 2), { metric })).toBe(1.5);
  expect(configurationLoss(row, { metric })).toBe(Infinity);
  expect(configurationLoss(row.slice(0, 2), { metric: { name: 'loss', goal: 'maximize' } })).toBe(-1.5);
  expect(configurationLoss(resultsOf([[0.1, 0.1, 0.1]])[0] ?? [], { metric })).toBe(0.1);
  expect(configurationLoss([], { metric })).toBe(Infinity);
  const onCases = row.slice(0, 2).flatMap((one, index) => [
    { ...one, case: index },
    { ...one, case: index, replicate: 1, metrics: { loss: 5 } },
  ]);
  // The means on the two cases are 3 and 3.5.
  expect(configurationLoss(onCases, { metric })).toBe(3.25);
  expect(configurationLoss(onCases, { metric, aggregate: 'max' })).toBe(3.5);
  expect(configurationLoss(onCases.toReversed(), { metric, aggregate: 'min' })).toBe(3);
  expect(configurationLoss(onCases, { metric: { name: 'loss', goal: 'maximize' }, aggregate: 'max' })).toBe(-3.5);
});

test('a goal without a target may have the name of what all objects have', () => {
  const goals = ['loss', 'constructor'].map((name) => ({ name, goal: 'minimize' }) as const);
  const reach = { ...twice, metric: { name: 'loss', goal: 'minimize', goals } as const, targets: { loss: 1 } };
  const results = resultsOf([[0.5, 1.5], [3, 3], [4, 4]]).flat(); // prettier-ignore
  const both = results.map((one) => ({ ...one, metrics: { ...one.metrics, constructor: 2 } }));
  expect(proposeGeneration(reach, both)).toEqual([]);
});

test('"target" is reached by the mean, not by one lucky replicate', () => {
  const reach = { ...twice, target: 1 };
  expect(proposeGeneration(reach, resultsOf([[0.5, 2], [3, 3], [4, 4]]).flat())).toHaveLength(3); // prettier-ignore
  expect(proposeGeneration(reach, resultsOf([[0.5, 1.5], [3, 3], [4, 4]]).flat())).toEqual([]); // prettier-ignore
});
