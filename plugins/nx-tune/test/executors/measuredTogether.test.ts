import type { TrialEntry } from '@nx-tune/report';

import { measuredTogether } from '../../src/executors/tune/measuredTogether.js';

const ran = (startMs: number, durationMs: number, executed = true): TrialEntry =>
  ({
    executed,
    run: { startedAt: new Date(1e12 + startMs).toISOString(), durationMs },
  }) as TrialEntry;
const measured = { measured: ['seconds'].map((name) => ({ name })) };

test('metrics that were measured side by side are not to be compared', () => {
  const [notice, ...more] = measuredTogether(measured, { trials: [ran(500, 1000), ran(0, 1000)] });
  expect(notice).toContain('seconds measured side by side: set "parallel: 1"');
  expect(more).toEqual([]);
});

test.each([
  ['one after another', measured, [ran(0, 1000.7), ran(1000, 1000)]],
  ['of which one was restored', measured, [ran(0, 1000), ran(500, 1000, false)]],
  ['with no metric that is measured', { measured: [].map((name) => ({ name })) }, [ran(0, 1000), ran(500, 1000)]],
])('nothing is to be said of trials %s', (_, sweep, trials) => expect(measuredTogether(sweep, { trials })).toEqual([]));
