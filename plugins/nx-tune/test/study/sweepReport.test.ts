import type { SweepReport } from '@nx-tune/report';
import { parseSweep } from '@nx-tune/sweep';

import { sweepReport } from '../../src/study/sweepReport.js';

const logarithmic = (parameters: string, more?: string) => reportOf(parameters, more).logarithmic;

function reportOf(parameters: string, more = ''): SweepReport {
  const text = `objective: a.cjs\nmethod: random\nrun_cap: 4\nmetric: { name: loss }\nparameters:\n${parameters}${more}`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return sweepReport(parsed.value, { project: 'a', file: 'tune.yaml' }, []);
}

test('a parameter has the scale that the file declares', () => {
  expect(
    logarithmic(
      '  rate: { distribution: log_uniform_values, min: 0.1, max: 0.2 }\n' +
        '  momentum: { min: 0.00001, max: 0.95 }\n' +
        '  layers: { min: 1, max: 1000 }\n' +
        '  l2: { values: [0.0001, 0.001, 0.01] }\n' +
        '  batch: { values: [16, 32, 64] }\n' +
        '  zero: { values: [0, 0.001, 1] }\n' +
        '  kind: { values: [a, b] }\n',
    ),
  ).toEqual(['rate', 'l2']);
});

test('a budget grows by a factor', () => {
  const rungs = 'budget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 4, eta: 2 }\n';
  expect(logarithmic('  x: { min: 0.0, max: 1.0 }\n', rungs)).toEqual(['epochs']);
});

test('listed values keep the order of the file', () => {
  const { listed } = reportOf(
    '  kind: { values: [plain, adam, 3] }\n  rate: { min: 0.1, max: 0.2 }\n',
    'union:\n  - { kind2: { values: [b] } }\n  - { kind2: { values: [a, 1] } }\n',
  );
  expect([...(listed ?? [])]).toEqual([
    ['kind', ['plain', 'adam', 3]],
    ['kind2', ['b', 'a', 1]],
  ]);
});

test('where programs report, the column of budgets ends with the whole run', () => {
  const text = `program: a.py\nmethod: random\nmetric: { name: loss }\nearly_terminate: { type: hyperband, min_iter: 3 }\nparameters: { x: { min: 0.0, max: 1.0 } }\n`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error('no sweep');
  expect([...(sweepReport(parsed.value, { project: 'p', file: 'tune.yaml' }, []).listed ?? [])]).toEqual([
    ['reports', [3, 9, 'whole']],
  ]);
});

test('bounds are values, whichever way the file gives them', () => {
  const { bounds } = reportOf(
    '  rate: { distribution: log_uniform, min: -2, max: 0 }\n  kind: { values: [1, 2] }\n  free: { distribution: normal }\n',
    'union:\n  - { depth: { min: 2, max: 6 } }\n  - { depth: { min: 1, max: 3 } }\n',
  );
  expect([...(bounds ?? [])]).toEqual([
    ['rate', [expect.closeTo(Math.exp(-2), 6), 1]],
    ['depth', [1, 6]],
  ]);
});
