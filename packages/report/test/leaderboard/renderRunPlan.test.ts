import { renderRunPlan, type RunPlan } from '../../src/index.js';

const plan: RunPlan = {
  total: 9,
  known: 4,
  toRun: [
    { id: 'aaaa', params: { optimizer: { name: 'sgd' }, rate: 0.1 } },
    { id: 'bbbb', params: { optimizer: { name: '\u001b[31m' }, rate: 0.2 } },
    { id: 'cccc', params: { optimizer: { name: 'adam' }, rate: 0.3 } },
  ],
  parallel: 2,
  estimate: { ms: 12_000, from: 4 },
};

const render = (changed: Partial<RunPlan> = {}): string[] =>
  renderRunPlan('digits (tpe)', 'tpe', { ...plan, ...changed }, { width: 60, top: 2 }).split('\n');

test('counts, params and time; no more than are wanted, and nothing that a terminal would obey', () => {
  expect(render()).toEqual([
    'digits (tpe): 9 trials by tpe; a dry run, which computes no…',
    '',
    '     4 known, from the cache',
    '     3 to run',
    '         aaaa  optimizer.name sgd, rate 0.1',
    '         bbbb  optimizer.name \\u001b[31m, rate 0.2',
    '         ... and 1 more',
    '         (Nx marks these "local cache", too: that is how a …',
    '     2 later, chosen from the results of these',
    '',
    'About 12 s, 2 at a time, judging by the 4 known trials.',
    '',
  ]);
});

test('where all is known, and where the time cannot be estimated', () => {
  expect(render({ total: 4, toRun: [] }).slice(2)).toEqual([
    '     4 known, from the cache',
    '     0 to run',
    '',
    'Nothing is left to compute.',
    '',
  ]);
  const { estimate: _, ...untimed } = plan;
  expect(renderRunPlan('digits', 'grid', untimed, { width: 80, top: 9 })).toContain(
    'No trial has run yet to estimate the time from; 2 at a time.',
  );
});
