import { searchId } from '../../src/plan/search.js';
import { createSlots, resolveSlots } from '../../src/plan/slots.js';
import type { PlannedTrial } from '../../src/trial/plannedTrial.js';
import type { TrialResult } from '../../src/trial/result.js';
import { resultOf, searchOver, spaceOf } from './adaptiveContract.js';

const search = searchOver('tpe', spaceOf({ x: { kind: 'uniform', min: 0, max: 1 } }), { generation: 3 });

test('slots are numbered in generations, and more of them change none', () => {
  const { slots } = createSlots(search, 7);
  expect(slots.map(({ generation }) => generation)).toEqual([0, 0, 0, 1, 1, 1, 2]);
  expect(new Set(slots.map(({ id }) => id)).size).toBe(7);
  expect(createSlots(search, 5).slots).toEqual(slots.slice(0, 5));
});

test('a search is what proposals follow from', () => {
  const id = searchId(search);
  expect(searchId({ ...search, ...({ name: 'other', runCap: 9, limits: {} } as object) })).toBe(id);
  for (const other of [
    { seed: '1' },
    { generation: 4 },
    { metric: { ...search.metric, goal: 'maximize' as const } },
    { space: [] },
    { objective: { kind: 'module' as const, path: 'b.ts' } },
  ])
    expect(searchId({ ...search, ...other })).not.toBe(id);
});

test('the order of listed values does not matter', () => {
  const over = (values: string[], probabilities: number[]) =>
    searchOver('tpe', spaceOf({ x: { kind: 'categorical', values, probabilities } }));
  const [one, other] = [over(['a', 'b', 'c'], [0.5, 0.3, 0.2]), over(['c', 'a', 'b'], [0.2, 0.5, 0.3])];
  expect(searchId(other)).toBe(searchId(one));
  expect(searchId(over(['a', 'b', 'c'], [0.3, 0.5, 0.2]))).not.toBe(searchId(one));
  expect(resolveSlots(other, createSlots(other, 3), { ofTrial: () => undefined })).toEqual(
    resolveSlots(one, createSlots(one, 3), { ofTrial: () => undefined }),
  );
});

test('trials are resolved as far as results go, and one generation further', () => {
  const slots = createSlots(search, 8);
  const known = new Map<string, TrialResult>();
  const ofTrial = ({ id }: PlannedTrial): TrialResult | undefined => known.get(id);
  const first = resolveSlots(search, slots, { ofTrial });
  expect(first.map(({ slot }) => slot?.number)).toEqual([0, 1, 2]);
  for (const { id, definition } of first) known.set(id, resultOf(definition.params, Number(definition.params['x'])));
  const second = resolveSlots(search, slots, { ofTrial });
  expect(second.slice(0, 3)).toEqual(first);
  expect(second).toHaveLength(6);
  const [, , , , fifth] = second;
  for (const { id, definition } of second.slice(3)) if (id !== fifth?.id) known.set(id, resultOf(definition.params, 1));
  expect(resolveSlots(search, slots, { ofTrial })).toEqual(second);
  known.set(fifth?.id ?? '', resultOf(fifth?.definition.params ?? {}, 1));
  expect(resolveSlots(search, slots, { ofTrial }).map(({ slot }) => slot?.number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
