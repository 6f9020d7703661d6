import type { TrialEntry } from '@nx-tune/report';

import { unknownNoise } from '../../src/executors/tune/unknownNoise.js';

const ran = (durationMs?: number, result: object = {}): TrialEntry =>
  ({
    result: { outcome: { kind: 'completed' }, params: {}, metrics: {}, ...result },
    ...(durationMs === undefined ? {} : { run: { durationMs } }),
  }) as TrialEntry;
const sweep = { measured: [], metric: { name: 'loss', goal: 'minimize' } } as const;
const failed = { outcome: { kind: 'failed', error: 'no' } };

test('with configurations that ran once the noise is unknown, and the cost of checking the best is given', () => {
  expect(unknownNoise(sweep, { trials: [ran(1000), ran(2000), ran(3000), ran(2000)] })).toBe(
    'Noise of loss unknown: "replicate_top: { count: 3 }" would run 6 more trials, about 12 s.',
  );
  expect(unknownNoise(sweep, { trials: [ran(), ran(), ran(1, failed)] })).toMatch(
    /would run 4 more trials, about [^,]+\.$/,
  );
  expect(unknownNoise(sweep, { trials: [ran(), ran()] })).toMatch(/would run 4 more trials\.$/);
});

test('on cases, a configuration is checked on all of them; a race spends its evaluations itself', () => {
  const on = (x: number, place: string): TrialEntry => ran(undefined, { params: { x }, case: place, metrics: {} });
  const trials = [on(1, 'a'), on(2, 'a'), on(1, 'b'), on(2, 'b')];
  expect(unknownNoise(sweep, { trials, cases: ['a', 'b'] })).toMatch(/would run 8 more trials\.$/);
  expect(unknownNoise(sweep, { trials, cases: ['a', 'b'], isRace: true })).toBeUndefined();
});

test('the measured metric is named', () => {
  const measured = [{ name: 'seconds' }, { name: 'bytes' }] as never;
  expect(unknownNoise({ ...sweep, measured }, { trials: [ran(500), ran(500)] })).toBe(
    'Noise of seconds, bytes unknown: "replicate_top: { count: 3 }" would run 4 more trials, about 2.0 s.',
  );
});

test.each([
  ['there are replicates', sweep, [ran(1000), ran(1000, { replicate: 1 })]],
  ['there is nothing to choose between', sweep, [ran(1000), ran(1000, failed)]],
  ['there is no trial', sweep, []],
  ['the user wants what was seen', { ...sweep, pick: 'seen' as const }, [ran(1000), ran(1000)]],
])('nothing is to be said where %s', (_, other, trials) => expect(unknownNoise(other, { trials })).toBeUndefined());
