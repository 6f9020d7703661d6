import { createReportData } from '../../src/index.js';
import { rulesOf } from '../../src/data/ruleColumns.js';
import { example } from '../support/example.js';
import { goalsReport } from '../support/goalsReport.js';

const metric = { name: 'a', goal: 'minimize' } as const;

test.each([
  ['a <= 2e6', [['a', 'above', 2e6]]],
  ['a < -3', [['a', 'above', -3]]],
  ['0.5 <= a', [['a', 'below', 0.5]]],
  ['a >= 2 * 3 - 7', [['a', 'below', -1]]],
  ['-2 > a', [['a', 'above', -2]]],
  [
    'a > 1 and b <= 4',
    [
      ['a', 'below', 1],
      ['b', 'above', 4],
    ],
  ],
  ['a <= b', []],
  ['a <= 1 or b <= 1', []],
  ['a != 1', []],
  ['a + b <= 1', []],
  ['not a <= 1', []],
])('for %s, the values of a single metric that it excludes are known', (text, expected) => {
  const [rule] = rulesOf({ ...metric, results: [text] }) ?? [];
  expect(rule?.excluded.map(({ metric: name, side, bound }) => [name, side, bound])).toEqual(expected);
});

test('a trial that violates rules keeps its values, and is not on the front', () => {
  const { violating = {}, front, metrics, rules } = createReportData(goalsReport({ results: ['bytes <= 8e4'] }));
  expect(metrics.map(({ name }) => name)).toEqual(['accuracy', 'bytes', 'flops']);
  expect(rules).toEqual([
    { text: 'bytes <= 8e4', metrics: ['bytes'], excluded: [{ metric: 'bytes', side: 'above', bound: 8e4 }] },
  ]);
  expect(Object.keys(violating).length).toBeGreaterThan(5);
  for (const [index, { rules: violated, values }] of Object.entries(violating)) {
    expect([violated, (values[1] ?? 0) > 8e4]).toEqual([['bytes <= 8e4'], true]);
    expect(metrics.slice(0, 2).map((column) => column.values[Number(index)])).toEqual([null, null]);
    expect(front?.members).not.toContain(Number(index));
  }
});

test('with one goal and no rules there are no such columns', () => {
  const data = createReportData(example);
  expect(['front', 'rules', 'violating'].filter((name) => name in data)).toEqual([]);
});
