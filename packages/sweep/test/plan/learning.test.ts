import type { Ladder } from '../../src/model/ladder.js';
import { searchId } from '../../src/plan/search.js';
import { createSlots, resolveSlots } from '../../src/plan/slots.js';
import type { PlannedTrial } from '../../src/trial/plannedTrial.js';
import type { TrialResult } from '../../src/trial/result.js';
import { searchOver, spaceOf } from './adaptiveContract.js';

const ladder: Ladder = { type: 'hyperband', unit: 'epochs', max: 9, eta: 3, promotions: 2 };
const search = searchOver(
  'tpe',
  spaceOf({ x: { kind: 'uniform', min: 0, max: 1 }, y: { kind: 'uniform', min: 0, max: 1 } }),
  {
    ladder,
  },
);

/** The larger the budget, the smaller the error beside what the params are to blame for. */
const resultOf = ({ id, definition }: PlannedTrial): TrialResult => ({
  schemaVersion: 1,
  ...definition,
  id,
  outcome: { kind: 'completed' },
  metrics: {
    loss: (Number(definition.params['x']) - 0.3) ** 2 + 1 / Number(definition.budget?.['epochs'] ?? NaN),
  },
});
const run = (starts: number): PlannedTrial[] =>
  resolveSlots(search, createSlots(search, starts), { ofTrial: (trial) => resultOf(trial) });
const configurations = (trials: readonly PlannedTrial[]): PlannedTrial[] =>
  trials.filter(({ definition }) => definition.continues === undefined);

test('a bracket is a generation, and what is learnt makes later ones better (BOHB)', () => {
  const trials = configurations(run(105));
  expect(trials).toHaveLength(105);
  expect(trials.map(({ slot }) => slot?.generation).slice(0, 16)).toEqual([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3,
  ]);
  const distance = (some: readonly PlannedTrial[]): number =>
    some.reduce((sum, { definition }) => sum + Math.abs(Number(definition.params['x']) - 0.3), 0) / some.length;
  expect(distance(trials.slice(-45))).toBeLessThan(0.75 * distance(trials.slice(0, 15)));
});

test('more configurations change none of the brackets before', () => {
  const before = run(15);
  expect(run(30).slice(0, before.length)).toEqual(before);
  expect(createSlots(search, 15).promotions.map(({ id }) => id)).toEqual(
    createSlots(search, 30)
      .promotions.slice(0, 3)
      .map(({ id }) => id),
  );
});

test('a bracket that run_cap cuts short has the configurations of the whole one', () => {
  const params = (trials: readonly PlannedTrial[]) => configurations(trials).map(({ definition }) => definition.params);
  expect(params(run(18))).toEqual(params(run(24)).slice(0, 18));
});

test('how trials are stopped is part of the search', () => {
  expect(searchId({ ...search, ladder: { ...ladder, max: 27 } })).not.toBe(searchId(search));
});

test('with trusted results, only what is not trusted is proposed again', () => {
  const plan = createSlots(search, 30);
  const all = resolveSlots(search, plan, { ofTrial: (trial) => resultOf(trial) });
  const bySlot = new Map(all.map((trial) => [trial.slot?.id, resultOf(trial)]));
  const asked: string[] = [];
  const trusting = resolveSlots(
    search,
    plan,
    { ofTrial: (trial) => resultOf(trial), inSlot: ({ id }) => (asked.push(id), bySlot.get(id)) },
    4,
  );
  expect(trusting).toEqual(all);
  expect(asked).toHaveLength(9 + 3 + 3 + 9);
});
