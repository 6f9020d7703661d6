import type { PlannedTrial, Slot } from '@nx-tune/sweep';

import { unproposed } from '../../src/study/unproposed.js';

const slots = [0, 1, 2].map((number): Slot => ({ number, generation: 0, id: `s-${number}`, name: `tpe-${number}` }));
const promoted: Slot = { number: 0, generation: 0, id: 's-0-1', name: 'tpe-0-1', promotedBy: 'p' };
const inSlot = (slot: Slot): PlannedTrial => ({ slot }) as PlannedTrial;

test('trials that no method proposed are told, and those that were not promoted are not among them', () => {
  const all = [...slots, promoted];
  expect(unproposed({ slots: all, sweep: {} }, slots.map(inSlot))).toEqual([]);
  expect(unproposed({ slots: all, sweep: {} }, [...slots.slice(1), promoted].map(inSlot))).toEqual([
    '2 different trials instead of 3: no other point was found that is allowed and not tried yet',
  ]);
  expect(unproposed({ slots: all, sweep: { target: 0.5 } }, slots.slice(1).map(inSlot)).join()).toContain(
    'one has reached the target 0.5, or no other',
  );
  expect(unproposed({ slots: [], sweep: {} }, [{} as PlannedTrial])).toEqual([]);
});
