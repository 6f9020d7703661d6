import { renderStatus, type SweepStatus } from '../../src/index.js';

const status: SweepStatus = {
  project: 'digits',
  sweep: 'tune',
  file: 'apps/digits/tune.yaml',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  asked: 12,
  known: 9,
  onDisk: 9,
  inLock: 8,
  outcomes: { completed: 7, stopped: 0, diverged: 1, infeasible: 0, failed: 1 },
  toRun: 4,
  best: { id: 'a', value: 0.25 },
  lock: { kind: 'outdated', why: 'tune.lock.json does not know 4 trials. Run nx tune digits.' },
};
const broken: SweepStatus = {
  project: 'digits',
  sweep: 'wide',
  file: 'apps/digits/wide.tune.yaml',
  problems: ['apps/digits/wide.tune.yaml:3 method: it is wrong'],
};

test('a line for each sweep, then what is wrong', () => {
  expect(renderStatus([status, broken], { width: 120, color: false })).toBe(
    `project  sweep  method  trials  known  to run  ended                 best       lock
digits   tune   grid        12      9       4  1 diverged, 1 failed  loss 0.25  outdated
digits   wide   errors

digits tune: tune.lock.json does not know 4 trials. Run nx tune digits.
apps/digits/wide.tune.yaml:3 method: it is wrong
`,
  );
});

test('what the cache has is shown where it was asked', () => {
  expect(renderStatus([{ ...status, cached: 3 }], { width: 120, color: false })).toMatch(/cached .*\n.* 3 /);
});

test('a narrow terminal loses columns, and no line breaks', () => {
  const lines = renderStatus([status, broken], { width: 40, color: false }).split('\n');
  expect(lines.every((line) => line.length <= 40)).toBe(true);
  expect(lines[0]).toContain('to run');
});
