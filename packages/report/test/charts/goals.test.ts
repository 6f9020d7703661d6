import { readFor } from '@nx-tune/sweep';

import { renderFigures } from '../../bundled/figures.js';
import type { Chart } from '../../page/charts/chart.js';
import { cost, timeOf } from '../../page/charts/cost.js';
import { goals } from '../../page/charts/goals.js';
import { history } from '../../page/charts/history.js';
import { hypervolume } from '../../page/charts/hypervolume.js';
import { trialsWithViolating } from '../../page/charts/marks.js';
import { drawn } from '../../page/charts/metricAxis.js';
import { parallelMetrics } from '../../page/charts/parallel.js';
import { staircase, undominated } from '../../page/charts/staircase.js';
import { light } from '../../page/charts/theme.js';
import { createReportData, renderReportHtml } from '../../src/index.js';
import type { ReportData } from '../../src/data/reportData.js';
import { example } from '../support/example.js';
import { goalsReport } from '../support/goalsReport.js';
import { replicatedReport } from '../support/replicated.js';

const results = ['bytes <= 8e4', 'accuracy >= 0.75'];
const two = createReportData(goalsReport({ results }));
const three = createReportData(goalsReport({ goals: 3 }));
const view = { theme: light, width: 600, selected: [] };

interface Series {
  readonly name?: string;
  readonly data: readonly unknown[];
}

const seriesOf = ({ option }: Chart): ReadonlyMap<string, Series> =>
  new Map(((option.series ?? []) as readonly Series[]).map((one) => [one.name ?? '', one]));

/** The first two goals, or two others. */
function goalsOf(data: ReportData, shown = { x: 0, y: 1 }): Chart {
  if (data.front === undefined) throw new Error('there are several goals');
  return goals(data, view, data.front, shown);
}

test('the front is joined in steps, and what a goal is decides which way they go', () => {
  const points = [
    [1, 5],
    [2, 3],
    [3, 4],
    [4, 1],
    [4, 1],
  ] as const;
  expect(undominated(points, ['minimize', 'minimize'])).toEqual([
    [1, 5],
    [2, 3],
    [4, 1],
  ]);
  expect(undominated(points, ['maximize', 'minimize'])).toEqual([[4, 1]]);
  expect(staircase(points, ['minimize', 'minimize'])).toEqual([
    [1, 5],
    [2, 5],
    [2, 3],
    [4, 3],
    [4, 1],
  ]);
  expect(staircase(points, ['maximize', 'maximize'])).toEqual([
    [4, 1],
    [3, 1],
    [3, 4],
    [1, 4],
    [1, 5],
  ]);
  expect(staircase([], ['minimize', 'maximize'])).toEqual([]);
});

test('with several goals there are figures of the front and of its hypervolume, the same bytes for the same results', () => {
  // Without parameters there are few others, which cost time.
  const few = { ...two, params: [], importance: null };
  const figures = renderFigures(few);
  expect([...figures.keys()].slice(0, 3)).toEqual(['goals', 'hypervolume', 'history']);
  expect(figures.has('cost')).toBe(false);
  const { timing: _, ...untimed } = few;
  expect([...renderFigures(untimed)]).toEqual([...figures]);
  expect(figures.get('goals')).toContain('>Pareto front: classifier (small)</text>');
  expect(figures.get('goals')).toContain('; crosses are 13 that violate a rule. The reference is accuracy 0.807281, ');
  for (const text of ['accuracy (maximize)', 'bytes (minimize)', 'violates bytes &lt;= 8e4'])
    expect(figures.get('goals')).toContain(`>${text}</text>`);
  expect(figures.get('hypervolume')).toContain('>Measured from accuracy 0.807281, bytes 82003.</text>');
  for (const svg of figures.values()) expect(svg.match(/NaN|undefined|null/)).toBeNull();
});

test('what rules exclude is shaded, what violates them is a cross, and the rest is on the front or behind it', () => {
  const series = seriesOf(goalsOf(two));
  const shaded = [...series.keys()].filter((name) => name.startsWith('excluded'));
  expect(shaded).toEqual(['excluded by accuracy >= 0.75', 'excluded by bytes <= 8e4']);
  const crosses = (series.get('trials')?.data ?? []).filter((point) => JSON.stringify(point).includes('path://'));
  expect(crosses).toHaveLength(Object.keys(two.violating ?? {}).length);
  expect(series.get('front')?.data).toHaveLength((two.front?.members.length ?? 0) - 1);
  expect(series.get('best')?.data).toEqual([[...at(two, two.best ?? -1), two.best]]);
  expect(series.get('reference')?.data).toEqual([two.front?.reference]);
  // From the picked one, the line goes both ways.
  expect(series.get('front to the worst')?.data[0]).toEqual([expect.any(Number), two.front?.reference[1]]);
});

const at = ({ metrics }: ReportData, index: number) => metrics.slice(0, 2).map(({ values }) => values[index]);

test('with three goals, the front of the two that are shown is joined', () => {
  const chart = goalsOf(three, { x: 1, y: 2 });
  expect(chart.description).toMatch(/^Pareto front: latency against bytes of 37 configurations, /);
  expect(chart.note).toContain('joined: the front of these two goals');
  const corners = (seriesOf(chart).get('front line')?.data ?? []) as readonly (readonly number[])[];
  for (const [index, [x = 0, y = 0]] of corners.entries()) {
    const [lastX = -Infinity, lastY = Infinity] = corners[index - 1] ?? [];
    expect([x >= lastX, y <= lastY]).toEqual([true, true]);
  }
});

test('where no trial satisfies the rules, the chart shows what violates them, and by how much', () => {
  const report = goalsReport({ count: 12, results: ['bytes <= 10'] });
  const none = createReportData(report);
  expect([none.best, none.front?.members, none.front?.hypervolume]).toEqual([null, [], 0]);
  const series = seriesOf(goalsOf(none));
  expect([...series.keys()]).toEqual(['excluded by bytes <= 10', 'reference', 'trials']);
  expect(series.get('trials')?.data).toHaveLength(11);
  expect([...renderFigures({ ...none, params: [] }).keys()]).toEqual(['goals', 'history']);
  expect(renderReportHtml(report)).toContain('<p>No trial satisfies the rules for results.</p>');
});

test('excluded regions are named where nothing lies, also in two lines, and an empty front is not mentioned', () => {
  const reference = { accuracy: 0.713079, bytes: 141939 };
  const wide = createReportData({ ...goalsReport({ results }), reference });
  const svg = renderFigures({ ...wide, params: [], importance: null }).get('goals') ?? '';
  const texts = [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining(['violates bytes &lt;= 8e4', 'violates', 'accuracy &gt;= 0.75']));
  const none = createReportData(goalsReport({ count: 12, results: ['bytes <= 10'] }));
  expect(goalsOf(none).note).toBe('Crosses: violate a rule; shaded: ruled out; plus: the reference.');
});

test('the hypervolume only grows, and a mark is where it did', () => {
  const { front } = two;
  if (front === undefined) throw new Error('there are several goals');
  const volumes = front.history.map(([, volume]) => volume);
  expect(volumes).toEqual(volumes.toSorted((a, b) => a - b));
  expect(volumes.at(-1)).toBe(front.hypervolume);
  const series = seriesOf(hypervolume(two, view, front));
  expect(series.get('hypervolume')?.data).toHaveLength(40);
  const marks = ['trials', 'front'].flatMap((name) => series.get(name)?.data ?? []);
  expect(marks).toHaveLength(volumes.filter((volume, index) => volume > (volumes[index - 1] ?? 0)).length);
});

test('with several goals the history has no best so far, and goals and compared metrics have axes of their own', () => {
  expect(seriesOf(history(two, view)).has('best so far')).toBe(false);
  const ruled = createReportData(goalsReport({ goals: 1, results }));
  expect(seriesOf(history(ruled, view)).has('best so far')).toBe(true);
  const axes = (data: ReportData) => parallelMetrics(data).map(({ name }) => name);
  expect([axes(two), axes(three), axes(ruled)]).toEqual([
    ['accuracy', 'bytes'],
    ['accuracy', 'bytes', 'latency'],
    ['accuracy', 'bytes'],
  ]);
  expect(axes(createReportData(example))).toEqual(['loss']);
});

test('a replicate that violates a rule by itself is at its own value, and counts as its configuration does', () => {
  const metric = { name: 'loss', goal: 'minimize', results: ['loss <= 2'] } as const;
  const report = replicatedReport(
    [
      [1.5, 2.3],
      [1, 1.2],
      [2, 3],
    ],
    { metric },
  );
  const data = createReportData({
    ...report,
    trials: report.trials.map((trial) => ({ ...trial, result: { ...trial.result, ...readFor(metric, trial.result) } })),
  });
  expect(data.metrics[0]?.values).toEqual([1.5, 1, 2, null, 1.2, null]);
  expect(data.violatingReplicates).toEqual({ 3: [2.3, 0], 5: [3, 2] });
  const chart = history(data, view, drawn(trialsWithViolating(data)));
  expect(seriesOf(chart).get('not completed')?.data).toEqual([]);
  const crosses = { symbol: expect.stringContaining('path:') as string };
  expect(seriesOf(chart).get('trials')?.data).toMatchObject([
    [0, 1.5, 0],
    [1, 1, 1],
    { value: [2, 2, 2], ...crosses },
    [3, 2.3, 3],
    [4, 1.2, 4],
    { value: [5, 3, 5], ...crosses },
  ]);
});

test('with replicates, the card of the front counts configurations', () => {
  const goalsOfTwo = [
    { name: 'loss', goal: 'minimize' },
    { name: 'size', goal: 'minimize' },
  ] as const;
  const metric = { ...goalsOfTwo[0], goals: goalsOfTwo };
  const html = renderReportHtml(
    replicatedReport(
      [
        [3, 3],
        [2, 2],
        [4, 4],
      ],
      { metric },
    ),
  );
  expect(html).toContain('<b>2</b>configurations that no other dominates');
  const single = replicatedReport([[3], [2], [4]], { metric });
  expect(renderReportHtml(single)).toContain('<b>2</b>trials that no other');
  const trials = single.trials.map((trial) => ({ ...trial, baseline: 'default' }));
  expect(renderReportHtml({ ...single, trials })).toContain('<b>2</b>trials that no other');
});

test('a note that is too long for a line of a figure has several, and the figure is higher', () => {
  const many = renderFigures({ ...createReportData(goalsReport({ goals: 3, results })), params: [], importance: null });
  const svg = many.get('goals') ?? '';
  expect(svg).toContain('viewBox="0 0 760 470"');
  expect(
    [...svg.matchAll(/ y="(\d+)" [^>]*font-size="12" fill="#566070">([^<]*)</g)].map(([, y, text]) => [y, text]),
  ).toEqual([
    ['445', expect.stringMatching(/^Outlined: the front; .{50,90}$/)],
    ['461', expect.stringMatching(/reference\.$/)],
  ]);
});

test('cost is drawn against quality and the frugal ones are joined', () => {
  const data = createReportData(example);
  const chart = cost(data, view, timeOf(data), drawn(data));
  expect(chart.description).toBe(
    'Cost against quality: loss of 4 configurations against the time that they took; 3 are frugal: no other is both faster and better.',
  );
  const series = seriesOf(chart);
  expect(series.get('frugal front')?.data).toEqual([
    [1.5, 0.5],
    [3, 0.5],
    [3, 0.25],
    [6, 0.25],
    [6, 0.123457].map((value) => expect.closeTo(value, 5) as number),
  ]);
  expect(series.get('front')?.data).toHaveLength(2);
});

test('replicates cost what all of them took, and nothing is known if the time of one is not', () => {
  const time = (durationMs: number) => ({ startedAt: '2026-01-01T00:00:00.000Z', durationMs });
  const configurations = { first: [0, 1, 0, 1], means: [], spreads: [], errors: [], replicates: [], broken: {} };
  const data = { ...createReportData(example), configurations, timing: [time(1000), time(2000), time(500), null] };
  expect(timeOf(data).values).toEqual([1.5, null, null, null]);
});

test('a trial that continues another cost what both took', () => {
  const [first, second] = goalsReport().trials;
  if (first === undefined || second === undefined) throw new Error('there are forty');
  const continued = { ...second, result: { ...second.result, continues: first.result.id } };
  const { timing } = createReportData({ ...goalsReport(), trials: [first, continued] });
  const times = [first, second].map(({ run }) => run?.durationMs ?? 0);
  expect(timing).toEqual([
    { startedAt: second.run?.startedAt, durationMs: times[1], wholeMs: (times[0] ?? 0) + (times[1] ?? 0) },
  ]);
});
