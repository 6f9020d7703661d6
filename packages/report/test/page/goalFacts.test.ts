import { namesOf, rowOf, tableColumns } from '../../page/trialFacts.js';
import { plainNames } from '../../page/plainNames.js';
import { createReportData } from '../../src/index.js';
import { parseFilter } from '../../src/select/parseFilter.js';
import { selectTrials } from '../../src/select/selectTrials.js';
import { goalsReport } from '../support/goalsReport.js';

const report = goalsReport({ results: ['bytes <= 8e4'] });
const data = createReportData(report);

test.each([
  'front = true',
  'picked = true',
  'front = false',
  'violates ~ bytes',
  'bytes > 8e4 and not outcome = diverged',
  'not picked = false',
])('the page and the command line find the same trials by %s', (text) => {
  const parsed = parseFilter(text, namesOf(data));
  if (!parsed.ok) throw new Error(parsed.message);
  const found = data.trials.id.filter((_, index) => parsed.filter(rowOf(data, index)));
  const selected = selectTrials(report, { filter: text, sort: 'number' });
  expect(found).toEqual(selected.ok ? selected.trials.map(({ result }) => result.id) : selected.message);
  expect(found.length).toBeGreaterThan(0);
});

test('goals come first in the table, then who is on the front, and what is violated', () => {
  const columns = tableColumns(data);
  expect(columns.slice(0, 5).map(({ label }) => label)).toEqual(['rank', 'accuracy', 'bytes', 'front', 'violates']);
  const texts = (index: number) => columns.slice(1, 5).map(({ text }) => text(index));
  const [violating = ''] = Object.keys(data.violating ?? {});
  expect(texts(Number(violating))).toEqual([
    expect.stringMatching(/^0\.\d+$/),
    expect.stringMatching(/^\d+$/),
    '',
    'bytes <= 8e4',
  ]);
  expect(texts(data.best ?? -1)[2]).toBe('picked');
  expect(texts(7)).toEqual(['diverged', '', '', '']);
});

test('names of goals and rules show control characters', () => {
  const hostile = 'a\u202eb';
  const goals = [{ name: 'accuracy', goal: 'maximize' } as const, { name: hostile, goal: 'minimize' } as const];
  const plain = plainNames({
    ...data,
    metric: { ...data.metric, goals, results: [hostile] },
    rules: [{ text: hostile, metrics: [hostile], excluded: [{ metric: hostile, side: 'above', bound: 1 }] }],
    violating: { 3: { rules: [hostile], values: [] } },
  });
  expect(JSON.stringify(plain)).not.toContain(hostile);
});
