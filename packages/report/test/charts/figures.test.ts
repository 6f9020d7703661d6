import * as fc from 'fast-check';

import { steps } from '../../page/charts/distribution.js';
import { bestSoFar } from '../../src/data/bestSoFar.js';
import { renderFigures } from '../../bundled/figures.js';
import { lanesOf } from '../../page/charts/timeline.js';
import { createReportData, type TrialEntry } from '../../src/index.js';
import type { ReportData } from '../../src/data/reportData.js';
import { renderSweepsFigure } from '../../src/renderReportFigures.js';
import { arbitraryReport } from '../support/arbitraryReport.js';
import { example } from '../support/example.js';
import { gpReport } from '../support/gpReport.js';
import { replicatedReport } from '../support/replicated.js';

const data = createReportData(example);
const searched = createReportData(gpReport());

test('the figures of a report are SVG with a title; the timeline is not among them', () => {
  const figures = renderFigures({
    ...data,
    importance: { parameters: [{ label: 'x', fraction: 0.5, deviation: 0.1 }] },
  });
  expect([...figures.keys()]).toEqual(['history', 'importance', 'parallel', 'slices', 'contour', 'distribution']);
  for (const svg of figures.values()) {
    expect(svg).toMatch(/^<svg role="img"[^>]*>\n<title>[^<]+<\/title>/);
    expect(svg.match(/NaN|undefined|<script|onload/)).toBeNull();
  }
});

test('importance says what is not known, and marks what sets the best apart', () => {
  const figureOf = (importance: ReportData['importance']): string =>
    renderFigures({ ...data, importance }).get('importance') ?? '';
  const unknown = figureOf({ parameters: [], fit: 0.004, trials: 12, top: { trials: 5, parameters: [] } });
  expect(unknown).toContain(
    'The model predicts these 12 trials hardly better than their mean does (R² 0.00): no shares are shown.',
  );
  expect(unknown).toContain('>R² 0.00 with 12 trials: too little is known for bars. Nothing sets the best 5 apart.<');
  expect(unknown).not.toContain(' %');
  const known = figureOf({
    parameters: [{ label: 'x', fraction: 0.5, deviation: 0.1 }],
    fit: 0.8,
    trials: 40,
    dimension: 1,
    top: { trials: 5, parameters: [{ label: 'y', fraction: 0.75 }] },
  });
  expect(known).toContain('What sets the best 5 trials apart: y 75 %.');
  expect(known).toContain('>Diamond: the share in what sets the best 5 apart. Effective dimension: 1 of 1.<');
  for (const label of ['>x<', '>y<', '>50 %<']) expect(known).toContain(label);
  for (const svg of [known, unknown]) expect(svg.match(/NaN|undefined/)).toBeNull();
});

test('with replicates there are error bars, and first results are drawn against checked ones', () => {
  const report = replicatedReport([
    [1, 2, 3],
    [2, 2.5, 2.25],
    [5, 6, 4],
  ]);
  const figures = renderFigures(createReportData(report));
  const svg = figures.get('checked') ?? '';
  expect(svg).toContain('>Seen against checked: digits</text>');
  expect(svg).toContain('>Circle: the first value. Dots: later replicates.');
  for (const text of ['#1  x0r0', '#2  x1r0', '#3  x2r0']) expect(svg).toContain(`>${text}</text>`);
  for (const name of ['history', 'slices'])
    expect(figures.get(name)).toContain('Bars: the mean of a configuration, and its standard error to both sides.');
  for (const text of figures.values()) expect(text.match(/NaN|undefined/)).toBeNull();
  expect(renderFigures(data).has('checked')).toBe(false);
  expect(renderFigures(data).get('history')).not.toContain('Bars:');
});

test('a figure shows its title, and what lies behind it is chosen', () => {
  const [page, white, none] = ([undefined, 'white', 'none'] as const).map(
    (background) => renderFigures(data, background).get('history') ?? '',
  );
  for (const svg of [page, white, none]) expect(svg).toContain('>Optimization history: digits</text>');
  expect(white).toContain('height="350" fill="#ffffff"/>');
  expect(none).toContain('height="350" fill="transparent"/>');
  expect(page).not.toContain('#ffffff');
});

test('sweeps of a project share one figure, with their names as text', () => {
  const other = { ...example, sweep: '<b>{x|&' };
  const svg = renderSweepsFigure([example, other], 'budget', 'white');
  for (const text of [
    '>Best so far: digits</text>',
    '>tune</text>',
    '>budget spent</text>',
    '>&lt;b&gt;(x|&amp;</text>',
  ])
    expect(svg).toContain(text);
});

test('a bad beginning does not flatten the figure of several sweeps, which says what it leaves out', () => {
  const [first] = example.trials as [TrialEntry];
  const sweep = (name: string, ...losses: readonly number[]) => ({
    ...example,
    sweep: name,
    trials: losses.map((loss, number) => ({
      ...first,
      number,
      result: { ...first.result, id: `${number}`, metrics: { loss } },
    })),
  });
  const svg = renderSweepsFigure([sweep('one', 900, 0.5, 0.4, 0.35, 0.3), sweep('two', 0.6, 0.45, 0.4)], 'trials');
  expect(svg).toMatch(/>1 of \d+ values lie beyond the axis and are drawn at its end\.<\/text>\n<\/svg>/);
  expect(svg).toContain('>0.5</text>');
  expect(svg).not.toMatch(/>\d00<\/text>/);
});

test('the bands of a contour reach into the corners', () => {
  const [first] = example.trials as [TrialEntry];
  const places = [0, 1, 2, 3].flatMap((x) => [0, 1, 2, 3].map((y) => ({ x, y })));
  const trials = places.map(({ x, y }, number) => ({
    ...first,
    number,
    result: { ...first.result, id: `${number}`, params: { x, y }, metrics: { loss: x + y } },
  }));
  const report = { ...example, parameters: ['x', 'y'], logarithmic: [], trials };
  const svg = renderFigures(createReportData(report)).get('contour') ?? '';
  const bands = [...svg.matchAll(/<path d="([^"]*)"[^>]*fill="#/g)].map(([, path = '']) => path);
  // The largest values are at the upper right, the smallest, below all other bands, at the lower left.
  expect(bands.filter((path) => path.includes('736 34')).length).toBeGreaterThan(7);
  expect(bands.filter((path) => path.includes('64 352'))).toHaveLength(1);
});

test('slices span what the file allows, and what was tried beyond it', () => {
  const [first] = example.trials as [TrialEntry];
  const trials = [0.3, 0.4, 0.6].map((x, number) => ({
    ...first,
    number,
    result: { ...first.result, id: `${number}`, params: { x }, metrics: { loss: x } },
  }));
  const textsOf = (low: number, high: number) => {
    const bounds = new Map([['x', [low, high]]] as const);
    const report = { ...example, parameters: ['x'], logarithmic: [], bounds, trials };
    const svg = renderFigures(createReportData(report)).get('slices') ?? '';
    return [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
  };
  expect(textsOf(0.01, 0.99)).toEqual(expect.arrayContaining(['0.01', '0.99']));
  expect(textsOf(0.35, 0.99)).toEqual(expect.arrayContaining(['0.3', '0.99']));
});

test('they have the same bytes, whatever was drawn before, and none of the runs', () => {
  const { timing: _, ...untimed } = data;
  const first = [...renderFigures(data)];
  renderFigures(createReportData({ ...example, trials: example.trials.slice(0, 4) }));
  expect([...renderFigures(untimed)]).toEqual(first);
});

test('whatever a user wrote is text in them', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      for (const svg of renderFigures(createReportData(report)).values()) {
        const tags = new Set([...svg.matchAll(/<\/?([a-zA-Z!]+)/g)].map(([, tag]) => tag));
        for (const tag of tags) expect(known).toContain(tag);
        expect(svg.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }
    }),
    { numRuns: 30 },
  );
});

const known = [
  'svg',
  'title',
  'rect',
  'path',
  'text',
  'g',
  'defs',
  'clipPath',
  'style',
  'circle',
  'use',
  'tspan',
  'polyline',
  'polygon',
  'line',
  '!',
];

test('the best so far is a step for each better trial, to either goal', () => {
  const points = [
    [0, 3, 0],
    [1, 4, 1],
    [2, 1, 2],
    [3, 2, 3],
  ] as const;
  expect(bestSoFar(points, 'minimize', 3)).toEqual([
    [0, 3],
    [2, 1],
    [3, 1],
  ]);
  expect(bestSoFar(points, 'maximize', 3)).toEqual([
    [0, 3],
    [1, 4],
    [3, 4],
  ]);
  expect(bestSoFar([], 'minimize', 3)).toEqual([]);
});

test('the distribution rises to 1 where all trials are at least as good', () => {
  expect(steps([1, 2, 4], 'minimize')).toEqual([
    [1, 0],
    [1, 1 / 3],
    [2, 2 / 3],
    [4, 1],
  ]);
  expect(steps([1, 4], 'maximize')).toEqual([
    [1, 1],
    [4, 0.5],
    [4, 0],
  ]);
});

test('trials that ran at the same time have lanes of their own, and a long pause between runs is left out', () => {
  const at = (minute: number, minutes: number) => ({
    startedAt: `2026-01-01T0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00.000Z`,
    durationMs: minutes * 60_000,
  });
  const timing = [at(0, 10), at(5, 10), at(12, 1), null, at(300, 2)];
  const minutes = lanesOf({ ...data, timing }).map(({ index, start, end, lane }) => [
    index,
    start / 60_000,
    end / 60_000,
    lane,
  ]);
  expect(minutes).toEqual([
    [0, 0, 10, 0],
    [1, 5, 15, 1],
    [2, 12, 13, 0],
    [4, 15, 17, 0],
  ]);
});

test('a search by a Gaussian process has its last step as a figure, and no other search has one', () => {
  const svg = renderFigures(searched).get('model') ?? '';
  expect(svg).toContain('>Gaussian process, step by step: digits</text>');
  expect(svg).toMatch(/<title>Gaussian process before trial 15, from 12 trials: what it expected of loss along x, /);
  expect(svg).toContain('>Before trial 15, from 12 trials. Diamond: what trial 15 then found, at ');
  expect(svg).toContain('>log expected improvement</text>');
  expect(svg.match(/NaN|undefined/)).toBeNull();
  expect(renderFigures(data).has('model')).toBe(false);
});
