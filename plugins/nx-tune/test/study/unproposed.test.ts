import { parseSweep, type PlannedTrial, type Slot, type Sweep, type TrialResult } from '@nx-tune/sweep';

import { unproposed } from '../../src/study/unproposed.js';

const slots = [0, 1, 2].map((number): Slot => ({ number, generation: 0, id: `s-${number}`, name: `tpe-${number}` }));
const promoted: Slot = { number: 0, generation: 0, id: 's-0-1', name: 'tpe-0-1', promotedBy: 'p' };
const sweepWith = (more: string): Sweep => {
  const text = `objective: o.ts\nmethod: tpe\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1.0 } }\n${more}\n`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error('not a sweep');
  return parsed.value;
};
const inSlot = (slot: Slot): PlannedTrial => ({ slot }) as PlannedTrial;

test('trials that no method proposed are reported, and those that were not promoted are not among them', () => {
  const all = [...slots, promoted];
  const sweep = sweepWith('');
  expect(unproposed({ slots: all, sweep }, slots.map(inSlot), [])).toEqual([]);
  expect(unproposed({ slots: all, sweep }, [...slots.slice(1), promoted].map(inSlot), [])).toEqual([
    '2 different trials instead of 3: no other point was found that is allowed and not tried yet',
  ]);
  expect(unproposed({ slots: all, sweep: { ...sweep, target: 0.5 } }, slots.slice(1).map(inSlot), []).join()).toContain(
    'one has reached the target 0.5, or no other',
  );
  expect(unproposed({ slots: [], sweep }, [{} as PlannedTrial], [])).toEqual([]);
});

test('a search that has ended since little is to be gained says so', () => {
  const results = Array.from({ length: 24 }, (_, index): TrialResult => {
    const params = { x: index / 24 };
    const metrics = { loss: (params.x - 0.4) ** 2 + 0.02 * (index % 3) };
    return { schemaVersion: 1, id: String(index), params, seed: '0', outcome: { kind: 'completed' }, metrics };
  });
  const said = (gain: string): string =>
    unproposed(
      { slots, sweep: sweepWith(`stop_when: { expected_gain: ${gain} }`) },
      slots.slice(1).map(inSlot),
      results,
    ).join();
  expect(said('0.5')).toMatch(
    /^2 different trials instead of 3: a further one is expected to improve loss by [\d.e-]+, less than 0\.5 \("stop_when"\)$/,
  );
  expect(said('noise')).toMatch(/less than [\d.e-]+, a quarter of the noise that the model sees /);
  expect(said('1e-12')).toContain('no other point was found');
});

test('a search that has ended since its budget is spent says so, and what was counted', () => {
  const results = [20, 41.25].map((seconds, index) => ({
    schemaVersion: 1 as const,
    id: String(index),
    params: { x: index },
    seed: '0',
    outcome: { kind: 'completed' as const },
    metrics: { loss: index },
    seconds,
  }));
  const said = (budget: number): string[] =>
    unproposed({ slots, sweep: sweepWith(`budget_seconds: ${budget}`) }, slots.slice(1).map(inSlot), results);
  expect(said(60)).toEqual(['stopped proposing after 2 of 3 trials: the recorded 61.25 s of 60 s are spent']);
  expect(said(62)).toEqual([expect.stringContaining('no other point was found')]);
});
