import { type ComparedTrial, compareTrials, renderComparison, renderComparisonMarkdown } from '../../src/index.js';
import { example } from '../support/example.js';

const compared = (...numbers: readonly number[]): ComparedTrial[] =>
  numbers.map((number) => {
    const trial = example.trials[number];
    if (trial === undefined) throw new Error('the example has no such trial');
    return { title: trial.result.id, report: example, trial };
  });

test('differences come first: metrics, then params; the best of the metric is marked', () => {
  const { titles, rows } = compareTrials(compared(1, 3));
  expect(titles).toEqual(['id1', 'id3']);
  expect(rows.map(({ name, differs, best }) => [name, differs, best])).toEqual([
    ['loss', true, [1]],
    ['x', true, []],
    ['outcome', false, []],
    ['color', false, []],
    ['l2', false, []],
    ['seed', false, []],
  ]);
});

test('a trial that did not complete is best in nothing; equal ones are both best', () => {
  expect(compareTrials(compared(2, 5)).rows.find(({ name }) => name === 'loss')?.best).toEqual([1]);
  const [first] = compared(1);
  if (first === undefined) throw new Error('there is one');
  const tie = { ...first, title: 'again' };
  expect(compareTrials([first, ...compared(5), tie]).rows.find(({ name }) => name === 'loss')?.best).toEqual([0, 2]);
});

test('sweeps with other params and the opposite goal are shown side by side, and none is best', () => {
  const [one, other] = compared(0, 1);
  if (one === undefined || other === undefined) throw new Error('there are two');
  const opposite = {
    ...other,
    report: { ...example, metric: { name: 'loss', goal: 'maximize' as const }, parameters: ['y'] },
    trial: { ...other.trial, result: { ...other.trial.result, params: { y: 1 } } },
  };
  const { rows } = compareTrials([one, opposite]);
  expect(rows.find(({ name }) => name === 'loss')?.best).toEqual([]);
  expect(rows.find(({ name }) => name === 'y')?.values).toEqual([undefined, 1]);
});

test('as text and as Markdown', () => {
  const comparison = compareTrials(compared(1, 3));
  expect(renderComparison(comparison, { width: 80, color: false })).toBe(`               id1         id3
loss        0.25    0.123457 *
x                1           2

Same in all
outcome  completed   completed
color         blue        blue
l2             0.1         0.1
seed             0           0
`);
  expect(renderComparisonMarkdown(comparison).split('\n').slice(0, 4)).toEqual([
    '|  | id1 | id3 |',
    '| --- | --- | --- |',
    '| loss | 0.25 | **0.123457** |',
    '| x | 1 | 2 |',
  ]);
});

test('trials that do not fit beside each other are shown below each other, and none is lost', () => {
  const text = renderComparison(compareTrials(compared(0, 1, 2, 3, 4, 5)), { width: 40, color: false });
  expect(text.split('\n').every((line) => line.length <= 40)).toBe(true);
  expect(text.match(/\bid\d/g)).toEqual(['id0', 'id1', 'id2', 'id3', 'id4', 'id5']);
});

test('a parameter is distinguished from the fact or the metric of the same name', () => {
  const named = compared(1, 3).map((one) => ({
    ...one,
    report: { ...one.report, parameters: ['seed', 'loss'] },
    trial: { ...one.trial, result: { ...one.trial.result, params: { seed: one.trial.number, loss: 7 } } },
  }));
  const comparison = compareTrials(named);
  expect(comparison.rows.map(({ kind, name, title }) => [kind, name, title])).toEqual([
    ['metric', 'loss', 'metrics.loss'],
    ['param', 'seed', 'params.seed'],
    ['fact', 'outcome', 'outcome'],
    ['param', 'loss', 'loss'],
    ['fact', 'seed', 'seed'],
  ]);
  expect(renderComparison(comparison, { width: 80, color: false })).toContain('\nparams.seed ');
  expect(renderComparisonMarkdown(comparison)).toContain('| params.seed | 1 | 3 |');
});
