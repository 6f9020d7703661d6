import { parseSweep } from '@nx-tune/sweep';

import { sweepReport } from '../../src/study/sweepReport.js';

function logarithmic(parameters: string, more = ''): readonly string[] | undefined {
  const text = `objective: a.cjs\nmethod: random\nrun_cap: 4\nmetric: { name: loss }\nparameters:\n${parameters}${more}`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return sweepReport(parsed.value, { project: 'a', file: 'tune.yaml' }, []).logarithmic;
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
