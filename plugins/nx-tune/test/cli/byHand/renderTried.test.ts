import { type RankedTrial, rankTrials, type SweepReport, type TrialEntry } from '@nx-tune/report';

import { frontReport } from '../../../../../packages/report/test/support/twoGoals.js';
import { differenceOf, renderPoint, renderTried } from '../../../src/cli/byHand/renderTried.js';
import type { TriedPoint } from '../../../src/cli/byHand/tryPoint.js';
import type { OpenSweep } from '../../../src/study/openSweep.js';

const screen = { width: 100, color: false };
const entry = (number: number, loss: number): TrialEntry => ({
  number,
  result: {
    schemaVersion: 1,
    id: `id${number}`,
    params: { x: number },
    seed: '0',
    outcome: { kind: 'completed' },
    metrics: { loss },
  },
});

function tried(loss: number, more: Partial<TriedPoint> = {}, goal: 'minimize' | 'maximize' = 'minimize'): TriedPoint {
  const trial: RankedTrial = { ...entry(0, loss), rank: 2 };
  const best = entry(1, 0.5);
  const report: SweepReport = {
    sweep: 'tune',
    project: 'digits',
    file: 'tune.yaml',
    method: 'gp',
    metric: { name: 'loss', goal },
    parameters: ['x'],
    trials: [trial, best],
  };
  return {
    params: { x: 0 },
    filled: [],
    isInside: true,
    outside: [],
    report,
    trial,
    of: 12,
    best,
    restored: false,
    kept: { kind: 'not', key: 'points' },
    ...more,
  };
}

const found = (method: string): OpenSweep => ({ file: 'apps/a/tune.yaml', sweep: { method } }) as unknown as OpenSweep;
const first = (one: TriedPoint, method = 'gp'): string => renderTried(one, found(method), screen).split('\n')[0] ?? '';
const last = (one: TriedPoint, method = 'gp'): string =>
  renderTried(one, found(method), { ...screen, width: 400 })
    .trimEnd()
    .split('\n')
    .at(-1) ?? '';

test('gives its rank, and by how much it is worse or better, whatever the goal is', () => {
  expect(first(tried(0.75))).toBe('loss 0.75, 2nd of 12, 0.25 worse than the best (computed now)');
  expect(first(tried(0.25))).toContain('0.25 better than the best of the others');
  expect(first(tried(0.25, {}, 'maximize'))).toContain('0.25 worse than the best');
  expect(first(tried(0.5))).toContain('equal to the best of the others');
  expect(first(tried(0.5, { restored: true }))).toContain('(restored, not computed again)');
  const { best: _, ...alone } = tried(0.5);
  expect(first(alone)).toBe('loss 0.5, 2nd of 12 (computed now)');
  const ranks = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map((rank) => {
    const one = tried(0.75);
    return / (\d+\w\w) of/.exec(first({ ...one, trial: { ...one.trial, rank } }))?.[1];
  });
  expect(ranks).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '101st', '111th']);
});

test('one that did not complete has no difference', () => {
  const one = tried(0.75);
  const result = { ...one.trial.result, outcome: { kind: 'diverged' } as const };
  expect(first({ ...one, trial: { ...one.trial, result } })).toBe('diverged, 2nd of 12 (computed now)');
});

test('says whether the method learns from it', () => {
  expect(last(tried(1))).toBe(
    'Not kept: gp does not learn from it until it is under "points" of apps/a/tune.yaml, where --keep puts it.',
  );
  expect(last(tried(1), 'random')).toBe(
    'Not kept: no run asks for it until it is under "points" of apps/a/tune.yaml, where --keep puts it.',
  );
  expect(last(tried(1, { kept: { kind: 'already', key: 'points' } }))).toBe(
    'Kept: it is under "points" of apps/a/tune.yaml, so gp learns from it.',
  );
  expect(last(tried(1, { kept: { kind: 'kept', key: 'points' } }))).toContain(
    'the next run proposes other trials after it',
  );
  expect(last(tried(1, { kept: { kind: 'kept', key: 'points' } }), 'random')).toContain('The next run restores it.');
  expect(last(tried(1, { kept: { kind: 'by hand', key: 'points', point: '{ x: 1 }' } }))).toContain(
    'Add this to "points" by hand: { x: 1 }',
  );
});

test('the whole point is shown, with where its values come from', () => {
  const filled = [
    { label: 'y', value: 1, from: 'best' },
    { label: 'z', value: 2, from: 'best' },
    { label: 'kind', value: 'a', from: 'first' },
    { label: 'w', value: 0.5, from: 'middle' },
  ] as const;
  expect(
    renderPoint({ params: { x: 3, y: 1, z: 2, kind: 'a', w: 0.5 }, filled, isInside: true, outside: [] }, screen),
  ).toBe(
    'Trying x 3, y 1, z 2, kind a, w 0.5\ny 1, z 2: as in the best so far\nkind a: the first of its values\nw 0.5: the middle of its range\n',
  );
});

test('a point outside of the search space is called that, and kept as a baseline', () => {
  const outside = [{ label: 'x', value: 3, allowed: 'one of 1, 2' }];
  expect(renderPoint({ params: { x: 3 }, filled: [], isInside: false, outside }, screen)).toBe(
    'Trying x 3\nx 3 is outside of the search space, where it is one of 1, 2.\n',
  );
  expect(renderPoint({ params: { x: 1, y: 2 }, filled: [], isInside: false, outside: [] }, screen)).toContain('"zip"');
  const key = 'baselines';
  const kept = { key, isInside: false, baseline: 'by hand 1' } as const;
  expect(last(tried(1, { kept: { key, isInside: false, kind: 'not' } }))).toBe(
    'Not kept: no run asks for it. It is outside of the search space, so --keep puts it under "baselines" of apps/a/tune.yaml, from which gp does not learn.',
  );
  expect(last(tried(1, { kept: { ...kept, kind: 'kept' } }))).toBe(
    'Kept: it is the baseline "by hand 1" of apps/a/tune.yaml, since it is outside of the search space. The next run restores it, and gp does not learn from it.',
  );
  expect(last(tried(1, { kept: { ...kept, kind: 'kept' } }), 'grid')).toMatch(/The next run restores it\.$/);
  expect(last(tried(1, { kept: { ...kept, kind: 'already', isInside: true } }))).toBe(
    'Kept: it is the baseline "by hand 1" of apps/a/tune.yaml; gp learns from it.',
  );
  expect(last(tried(1, { kept: { ...kept, kind: 'by hand', point: 'by hand 1: {}' } }))).toContain(
    'Add this to "baselines" by hand: by hand 1: {}',
  );
});

test('with several goals it gives all values, and compares the point with the front', () => {
  const place = (number: number): TriedPoint => {
    const trial = rankTrials(frontReport).find((one) => one.number === number);
    if (trial === undefined) throw new Error('there is no such trial');
    return tried(0, { report: frontReport, trial, of: 7, best: entry(1, 0) });
  };
  expect(first(place(1))).toBe(
    'error 2, speed 4, on the front of 3, and picked; it dominates 1 of the others (computed now)',
  );
  expect(first(place(3))).toBe('error 5, speed 3, not on the front of 3: dominated by id1, id2 (computed now)');
  expect(first(place(4))).toBe('infeasible (violates size <= 100 by 50) (computed now)');
  expect(differenceOf(place(3))).toBeUndefined();
});
