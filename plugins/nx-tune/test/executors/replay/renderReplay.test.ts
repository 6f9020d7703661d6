import type { LockComparison, LockedTrial } from '@nx-tune/sweep';

import { renderReplay } from '../../../src/executors/replay/renderReplay.js';
import type { Replayed } from '../../../src/executors/replay/replayed.js';

const locked: LockedTrial = {
  id: 'a',
  params: { x: 1 },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 0.5 },
  measured: { rps: 8000 },
  digest: '',
};
const same: LockComparison = {
  kind: 'identical',
  differences: [],
  outliers: [],
  counts: { exact: 1, measured: 0, far: 0, absent: 0 },
};
const rendered = (...verdicts: readonly Replayed['verdict'][]): string =>
  renderReplay(
    verdicts.map((verdict) => ({ locked, verdict })),
    'tune.lock.json',
    'compared with it: 1 trial',
  );

test('a replay says how many trials are the same, and what was compared', () =>
  expect(rendered(same, { kind: 'gone' })).toBe(`
Replay of 2 trials against tune.lock.json: 1 identical, 1 gone from the sweep
Compared with it: 1 trial
`));

test('measured values alone are never identical: they are near the lock or far off', () => {
  const near = { ...same, counts: { ...same.counts, exact: 0, measured: 1 } };
  const far = { ...near, counts: { ...near.counts, far: 1 } };
  expect(rendered(near, near, far)).toContain(': 2 within tolerance, 1 with measured values far off\n');
  const mixed = { ...far, counts: { ...far.counts, exact: 1 } };
  expect(rendered(same, mixed)).toContain(': 2 identical; 1 of them with measured values far off\n');
});

test('measured values that are far from the lock are shown with what may be the cause', () => {
  const outliers = [{ what: 'rps', locked: '8000', found: '4000' }];
  const text = rendered({ ...same, outliers, counts: { ...same.counts, measured: 1, far: 1 } });
  expect(text).toContain(
    "Trial a has measured values far from the lock's, and is otherwise identical (x: 1)\n  rps: 8000 in the lock, 4000 now\n",
  );
  expect(text).toContain('Measured values that are far from the lock mean another machine or load');
  expect(text).not.toContain('was computed from something else');
});

test('values out of a declared tolerance differ, and are not called a change of the code', () => {
  const differences = [{ what: 'rps', locked: '8000', found: '4000' }];
  const text = rendered({ ...same, kind: 'different', differences, counts: { ...same.counts, far: 1 } });
  expect(text).toContain('Trial a is different (x: 1)');
  expect(text).not.toContain('A result that is the same each time');
});

test('a trial of which the lock has no value is not compared', () =>
  expect(rendered({ ...same, kind: 'not compared' })).toContain('tune.lock.json: 1 not compared\n'));
