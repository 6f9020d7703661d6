import { createReportData, type TrialEntry } from '../../src/index.js';
import { paramsOf } from '../../page/trialFacts.js';
import { example } from '../support/example.js';

const trial = (number: number, params: TrialEntry['result']['params'], more: Partial<TrialEntry['result']> = {}) => ({
  number,
  result: {
    schemaVersion: 1 as const,
    id: `id${number}`,
    params,
    seed: '0',
    outcome: { kind: 'completed' as const },
    metrics: { loss: number },
    ...more,
  },
});

const withTrials = (
  parameters: readonly string[],
  trials: readonly TrialEntry[],
  logarithmic: readonly string[] = [],
) => createReportData({ ...example, parameters, logarithmic, trials });

test('params come back from columns as they were, nested, conditional and of any type', () => {
  const all = [
    { optimizer: { name: 'sgd', momentum: 0.9 }, on: true, layers: [1, 2], x: 1, option: { deep: { a: 1 } } },
    { optimizer: { name: 'adam' }, on: false, layers: null, x: 1e-9, option: { deep: {} } },
    { optimizer: { name: 'adam' }, on: 'no', layers: [], x: -3, option: 'none' },
  ];
  const labels = ['optimizer.name', 'optimizer.momentum', 'on', 'layers', 'x', 'option'];
  const data = withTrials(
    labels,
    all.map((params, number) => trial(number, params as TrialEntry['result']['params'])),
  );
  expect(all.map((_, index) => paramsOf(data, index))).toEqual(all);
});

test('categories are in the order of the file, whichever trial came first; numbers are in order of size', () => {
  const trials = ['b', 'c', 'a', 7, 5].map((kind, number) => trial(number, { kind }));
  const categories = (listed: readonly (string | number)[]) =>
    createReportData({ ...example, parameters: ['kind'], listed: new Map([['kind', listed]]), trials }).params[0]
      ?.categories;
  expect(categories(['a', 'b', 'unused', 'c'])?.filter((value) => typeof value === 'string')).toEqual(['a', 'b', 'c']);
  expect(categories([5, 7, 'c', 'b', 'a'])).toEqual([5, 7, 'c', 'b', 'a']);
  expect(categories([])?.filter((value) => typeof value === 'string')).toEqual(['b', 'c', 'a']);
});

test('numbers have the scale that the file declares, and a budget is a column without a place in the params', () => {
  const data = withTrials(
    ['rate', 'size', 'shift', 'epochs'],
    [
      trial(0, { rate: 1, size: 1e-4, shift: 0 }, { budget: { epochs: 1 } }),
      trial(1, { rate: 2, size: 1, shift: 1 }, { budget: { epochs: 9 } }),
    ],
    ['rate', 'shift', 'epochs'],
  );
  expect(data.params.map(({ label, scale, path }) => [label, scale, path])).toEqual([
    ['rate', 'log', ['rate']],
    ['size', 'linear', ['size']],
    // No logarithm can show 0.
    ['shift', 'linear', ['shift']],
    ['epochs', 'log', []],
  ]);
  expect(paramsOf(data, 1)).toEqual({ rate: 2, size: 1, shift: 1 });
});

test('a trial that continues another is shown in its place, with the curves of both', () => {
  const point = (step: number, loss: number) => ({ step, metrics: { loss } });
  const data = withTrials(
    ['x'],
    [
      { ...trial(0, { x: 1 }), curve: [point(1, 0.5), point(2, 0.4)] },
      { ...trial(1, { x: 1 }, { continues: 'id0' }), curve: [point(3, 0.3)] },
      trial(2, { x: 2 }),
    ],
  );
  expect(data.trials.id).toEqual(['id1', 'id2']);
  expect(data.curves).toEqual([{ metric: 'loss', lines: [[0, [1, 2, 3], [0.5, 0.4, 0.3]]] }]);
});

test('long curves are thinned, and keep their ends', () => {
  const curve = Array.from({ length: 1000 }, (_, step) => ({ step, metrics: { loss: step } }));
  const data = withTrials(
    ['x'],
    Array.from({ length: 100 }, (_, number) => ({ ...trial(number, { x: number }), curve })),
  );
  const [, steps] = data.curves[0]?.lines[0] ?? [0, []];
  expect([steps.length, steps[0], steps.at(-1)]).toEqual([300, 0, 999]);
});
