import { escapeControl, renderTrial, type SweepReport, type TrialDetail, trialRank } from '../../src/index.js';
import { example } from '../support/example.js';

const screen = { width: 100, color: false };

function detailOf(number: number, more: Partial<TrialDetail> = {}): TrialDetail {
  const entry = example.trials[number];
  if (entry === undefined) throw new Error('the example has no such trial');
  const { id, params, seed } = entry.result;
  return { number, id, params, seed, entry, artifacts: [], source: 'disk', lock: 'same', ...more };
}

test('a rank among all, and for each parameter among those with the same value', () => {
  expect(trialRank(example, 'id3')).toEqual({
    rank: 1,
    of: 6,
    params: [
      { label: 'x', value: 2, rank: 1, of: 2 },
      { label: 'color', value: 'blue', rank: 1, of: 3 },
    ],
  });
  expect(trialRank(example, 'id1')?.params.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(trialRank(example, 'unknown')).toBeUndefined();
});

test('all that is known of a trial is shown in blocks', () => {
  const [first, second] = [1, 2].map((step) => ({ step, metrics: { loss: 1 / step } }));
  const entry = example.trials[3];
  if (entry === undefined || first === undefined || second === undefined) throw new Error('there is one');
  const trial = detailOf(3, {
    budget: { epochs: 9 },
    continues: 'id0',
    entry: { ...entry, curve: [first, second] },
    folder: 'apps/digits/.tune/trials/id3',
    artifacts: [{ path: 'model.bin', bytes: 1500 }],
    lock: 'different',
  });
  expect(renderTrial(example, trial, screen)).toBe(`digits: trial id3, completed, rank 1 of 6

loss  0.123457

Params        rank at this value
x          2  1 of 2
color   blue  1 of 3
l2       0.1
epochs     9

Number     3
Seed       0
Continues  id0
Took       6.0 s, started 2026-01-01T00:00:00.000Z

Reported loss  █▁  1 → 0.5 in 2 steps

Folder    apps/digits/.tune/trials/id3
Artifact  model.bin  1.5 kB
Source    this disk
Lock      has a different result
`);
});

test('a trial without a result, one that failed, and one that another continues', () => {
  const { entry: _entry, source: _source, ...unknown } = detailOf(0, { lock: 'no lock' });
  expect(renderTrial(example, unknown, screen)).toContain('trial id0, no result yet');
  expect(renderTrial(example, detailOf(4), screen)).toMatch(
    /^digits: trial id4, failed, rank 6 of 6\n {2}Error: bad luck\n/,
  );
  const continuing = example.trials.map((trial) =>
    trial.number === 1 ? { ...trial, result: { ...trial.result, continues: 'id0' } } : trial,
  );
  const report: SweepReport = { ...example, trials: continuing };
  expect(renderTrial(report, detailOf(0), screen)).toContain('completed, continued by another trial');
});

test('nothing that a trial says drives the terminal, and no line is wider than it', () => {
  const entry = example.trials[0];
  if (entry === undefined) throw new Error('there is one');
  const params = { x: '\u001b[31m'.repeat(30), ['\u202ename']: 'y' };
  const text = renderTrial(
    example,
    detailOf(0, { params, folder: 'deep/'.repeat(40), artifacts: [{ path: '\u0007', bytes: 1 }] }),
    { width: 60, color: false },
  );
  expect(text.split('\n').every((line) => escapeControl(line) === line && line.length <= 60)).toBe(true);
});
