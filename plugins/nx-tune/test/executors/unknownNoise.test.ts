import type { TrialEntry } from '@nx-tune/report';

import { unknownNoise } from '../../src/executors/tune/unknownNoise.js';

const ran = (durationMs: number): TrialEntry => ({ run: { durationMs } }) as TrialEntry;
const sweep = { measured: [{ name: 'seconds' }], method: 'grid' } as const;
const ladder = { type: 'hyperband', unit: 'epochs', max: 9, eta: 3 } as never;

test('what is measured once has noise of which nothing is known, and it is said what replicates would cost', () => {
  expect(unknownNoise(sweep, { trials: [ran(1000), ran(2000)] })).toEqual([
    'nothing is known of the noise of seconds: each configuration was measured once. "replicates: 3" would run 4 more trials, about 6.0 s of work',
  ]);
  expect(unknownNoise(sweep, { trials: [{} as TrialEntry] })).toEqual([
    expect.stringMatching(/would run 2 more trials$/),
  ]);
});

test.each([
  { ...sweep, method: 'tpe' as const },
  { ...sweep, ladder },
])('a sweep that cannot have replicates has its best measured again in another', (other) => {
  expect(unknownNoise(other, { trials: [ran(500)] })).toEqual([
    'nothing is known of the noise of seconds: each configuration was measured once. "replicates: 3" for the best, in a sweep of its own, would run 3 more trials, about 1.5 s of work for each',
  ]);
});

test.each([
  ['nothing is measured', { ...sweep, measured: [] }, [ran(1000)]],
  ['there are replicates', { ...sweep, replicates: 3 }, [ran(1000)]],
  ['there is no trial', sweep, []],
])('nothing is to be said where %s', (_, other, trials) => expect(unknownNoise(other, { trials })).toEqual([]));
