import { whyUnranked } from '../../src/study/whyUnranked.js';

const trialOf = (metrics: Readonly<Record<string, number>>) => ({ outcome: { kind: 'completed' } as const, metrics });
const why = (...trials: readonly ReturnType<typeof trialOf>[]) =>
  whyUnranked('tune.lock.json', { trials }, { metric: { name: 'error', goal: 'minimize' }, measured: [] });

test('a lock with the metric can be ranked', () => expect(why(trialOf({ error: 1 }))).toBeUndefined());

test('for a lock with one other metric, it explains how a bare number gets its new name', () =>
  expect(why(trialOf({ loss: 1 }), trialOf({ loss: 2 }))).toBe(
    'tune.lock.json has no value of error for 2 of its trials, so they cannot be ranked. They have loss alone. If that is a bare number whose metric has a new name, run the sweep: trials that are cached are not computed again.',
  ));

test('several metrics are not a bare number', () =>
  expect(why(trialOf({ loss: 1, seconds: 2 }))).toBe(
    'tune.lock.json has no value of error for 1 of its trials, so they cannot be ranked.',
  ));
