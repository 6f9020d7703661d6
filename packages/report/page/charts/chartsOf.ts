import type { FrontData, ImportanceData, ModelData, ParamData, ReportData } from '../../src/data/reportData.js';
import { axisChoice, type ChartChoice } from './axisChoice.js';
import type { Chart, View } from './chart.js';
import { checked } from './checked.js';
import { contour, rankPlot } from './contour.js';
import { cost, timeOf } from './cost.js';
import { curveAxes, curves } from './curves.js';
import { distribution } from './distribution.js';
import { goals } from './goals.js';
import { history } from './history.js';
import { hypervolume } from './hypervolume.js';
import { importanceChart } from './importance.js';
import { goalsIn, trialsWithViolating, withViolating } from './marks.js';
import { axesIn, axisNamed, type DrawnMetric, drawn, metricAxes } from './metricAxis.js';
import { metricPair } from './metricPair.js';
import { modelChart } from './model.js';
import { parallel } from './parallel.js';
import { slices } from './slices.js';
import { withMeans } from '../../src/data/withMeans.js';
import { timeline } from './timeline.js';

export type ChartName =
  | 'goals'
  | 'hypervolume'
  | 'history'
  | 'checked'
  | 'importance'
  | 'parallel'
  | 'slices'
  | 'contour'
  | 'model'
  | 'curves'
  | 'distribution'
  | 'metrics'
  | 'frugal'
  | 'timeline';

/** A chart for which a sweep has data. */
export interface ChartSpec {
  readonly name: ChartName;
  readonly title: string;
  readonly choices: readonly ChartChoice[];
  draw(view: View, chosen?: readonly number[]): Chart;
}

/** The number of parameters whose slices are shown by default; the others need a choice. */
const mostSlices = 9;

/** The charts of a report, in reading order. */
export function chartsOf(data: ReportData): readonly ChartSpec[] {
  const isPlotted = (data.metrics[0]?.values ?? []).some((value) => value !== null);
  const important = byImportance(data);
  const all: readonly (ChartSpec | false)[] = [
    (isPlotted || hasViolating(data)) && data.front !== undefined && goalsSpec(data, data.front),
    isPlotted && data.front !== undefined && hypervolumeSpec(data, data.front),
    data.trials.id.length > 0 && historySpec(data),
    (data.checked ?? []).length > 0 && spec('checked', 'Seen against checked', (view) => checked(data, view)),
    data.importance !== null && isPlotted && importanceSpec(data, data.importance),
    isPlotted && important.length > 0 && spec('parallel', 'Parallel coordinates', (view) => parallel(data, view)),
    isPlotted && important.length > 0 && slicesSpec(data, important),
    isPlotted && important.length > 1 && contourSpec(data, important),
    data.model !== undefined && isPlotted && modelSpec(data, data.model, important),
    data.curves.length > 0 && curvesSpec(data),
    isPlotted && distributionSpec(data),
    isPlotted && data.metrics.length > (data.front === undefined ? 1 : goalsIn(data).length) && pairSpec(data),
    isPlotted && data.timing !== undefined && costSpec(data),
    data.timing !== undefined && spec('timeline', 'Timeline', (view) => timeline(data, view)),
  ];
  return all.filter((item) => item !== false);
}

/**
 * True if configurations violate rules: where nothing satisfies them, it matters all the more which ones are violated, and by how
 * much.
 */
const hasViolating = ({ violating = {} }: ReportData): boolean => Object.keys(violating).length > 0;

const spec = (
  name: ChartName,
  title: string,
  draw: ChartSpec['draw'],
  choices: readonly ChartChoice[] = [],
): ChartSpec => ({
  name,
  title,
  choices,
  draw,
});

/** Says of which goal a chart is that does not say it otherwise. */
const titled = (title: string, { front, metric }: ReportData): string =>
  front === undefined ? title : `${title}: ${metric.name}`;

const importanceSpec = (data: ReportData, found: ImportanceData): ChartSpec =>
  spec('importance', titled('Parameter importance', data), (view) => importanceChart(found, view));

const hypervolumeSpec = (data: ReportData, front: FrontData): ChartSpec =>
  spec('hypervolume', 'Hypervolume', (view) => hypervolume(data, view, front));

const goalNames = (data: ReportData): readonly string[] => goalsIn(data).map(({ name }) => name);

/** The ways to draw any of the goals, also where rules are violated. */
const axisChoiceOfGoals = (data: ReportData): readonly ChartChoice[] =>
  axisChoice(...goalsIn(data).map((_, place) => axesIn(withViolating(data), place)));

/** With two goals there is nothing to choose. */
function goalsSpec(data: ReportData, front: FrontData): ChartSpec {
  const options = goalNames(data);
  const axes = axisChoiceOfGoals(data);
  const pair = [
    { label: 'Horizontal', options, preset: 0 },
    { label: 'Vertical', options, preset: 1 },
  ];
  const draw: ChartSpec['draw'] = (view, chosen = []) => {
    const [x = 0, y = 1, axis = 0] = options.length > 2 ? chosen : [0, 1, ...chosen];
    return goals(data, view, front, { x, y, axis: axes[0]?.options[axis] });
  };
  return spec('goals', 'Pareto front', draw, [...(options.length > 2 ? pair : []), ...axes]);
}

function costSpec(data: ReportData): ChartSpec {
  const options = goalNames(data);
  const metrics = options.length < 2 ? [] : [{ label: 'Metric', options, preset: 0 }];
  const means = withMeans(data);
  const axes = axisChoice(metricAxes(timeOf(data)), ...options.map((_, place) => axesIn(means, place)));
  const draw: ChartSpec['draw'] = (view, chosen = []) => {
    const [place = 0, axis = 0] = metrics.length === 0 ? [0, ...chosen] : chosen;
    const label = axes[0]?.options[axis];
    return cost(data, view, timeOf(data, label), drawn(means, place, label));
  };
  return spec('frugal', 'Cost against quality', draw, [...metrics, ...axes]);
}

/** Sorts parameters by importance, or keeps the file's order if it is unknown. */
function byImportance({ params, importance: found }: ReportData): readonly ParamData[] {
  const place = new Map(found?.parameters.map(({ label }, index) => [label, index]));
  return params
    .map((param, index) => ({ param, order: place.get(param.label) ?? params.length + index }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ param }) => param);
}

const metricChoice = ({ metrics }: ReportData, label = 'Metric', preset = 0): readonly ChartChoice[] =>
  metrics.length < 2 ? [] : [{ label, options: metrics.map(({ name }) => name), preset }];

const axisChoiceOfAll = (data: ReportData): readonly ChartChoice[] =>
  axisChoice(...data.metrics.map((_, place) => axesIn(trialsWithViolating(data), place)));

/** The metric and the axis that a reader has chosen with choices in this order. */
function drawnBy(data: ReportData, [first = 0, second = 0]: readonly number[]): DrawnMetric {
  const [place, choice] = data.metrics.length < 2 ? [0, first] : [first, second];
  return drawn(trialsWithViolating(data), place, axisChoiceOfAll(data)[0]?.options[choice]);
}

const historySpec = (data: ReportData): ChartSpec =>
  spec('history', 'Optimization history', (view, chosen = []) => history(data, view, drawnBy(data, chosen)), [
    ...metricChoice(data),
    ...axisChoiceOfAll(data),
  ]);

function distributionSpec(data: ReportData): ChartSpec {
  const choices = axisChoice(axesIn(data, 0));
  return spec(
    'distribution',
    'Empirical distribution',
    (view, [choice = 0] = []) => distribution(data, view, drawn(data, 0, choices[0]?.options[choice])),
    choices,
  );
}

function pairSpec(data: ReportData): ChartSpec {
  const axes = axisChoiceOfAll(data);
  // Goals are compared with each other in a chart of their own.
  const preset = goalsIn(data).length;
  const valued = trialsWithViolating(data);
  const draw: ChartSpec['draw'] = (view, [x = preset, y = 0, choice = 0] = []) => {
    const label = axes[0]?.options[choice];
    return metricPair(data, view, drawn(valued, x, label), drawn(valued, y, label));
  };
  return spec('metrics', 'Metric against metric', draw, [
    ...metricChoice(data, 'Horizontal', preset),
    ...metricChoice(data, 'Vertical', 0),
    ...axes,
  ]);
}

function slicesSpec(data: ReportData, important: readonly ParamData[]): ChartSpec {
  const few = important.length <= mostSlices;
  const choices = few
    ? []
    : [{ label: 'Parameters', options: [`the first ${mostSlices}`, `all ${important.length}`], preset: 0 }];
  return spec(
    'slices',
    'Slices',
    (view, chosen = []) =>
      slices(
        data,
        view,
        !few && chosen[0] !== 1 ? important.slice(0, mostSlices) : important,
        drawnBy(data, chosen.slice(choices.length)),
      ),
    [...choices, ...metricChoice(data), ...axisChoiceOfAll(data)],
  );
}

function contourSpec(data: ReportData, important: readonly ParamData[]): ChartSpec {
  const options = important.map(({ label }) => label);
  const draw: ChartSpec['draw'] = (view, [x = 0, y = 1, ranks = 0] = []) => {
    const [first, second] = [important[x], important[y]];
    if (first === undefined || second === undefined) throw new RangeError('a contour needs two parameters');
    return (ranks === 1 ? rankPlot : contour)(data, view, first, second);
  };
  return spec('contour', titled('Contour', data), draw, [
    { label: 'Horizontal', options, preset: 0 },
    { label: 'Vertical', options, preset: 1 },
    { label: 'Show', options: ['smoothed metric', 'rank of each trial'], preset: 0 },
  ]);
}

/** The steps of a Gaussian process, beginning with the parameter that matters most. */
function modelSpec(data: ReportData, model: ModelData, important: readonly ParamData[]): ChartSpec {
  const places = important.flatMap(({ label }) => {
    const place = model.axes.findIndex((axis) => axis.label === label);
    return place < 0 ? [] : [place];
  });
  const labels = places.map((place) => model.axes[place]?.label ?? '');
  const parameters = labels.length < 2 ? [] : [{ label: 'Parameter', options: labels, preset: 0 }];
  const trials = model.steps.map(({ trial }) => `trial ${data.trials.number[trial]}`);
  // Outliers show how it began, so they are not left out unless a reader wants that.
  const axes = axesIn(data, 0)
    .flatMap(({ label, scale }) => (scale === 'log' ? [] : [label]))
    .toReversed();
  const draw: ChartSpec['draw'] = (view, chosen = []) => {
    const [axis = 0, step = trials.length - 1, choice = 0] = parameters.length === 0 ? [0, ...chosen] : chosen;
    return modelChart(data, view, model, { axis: places[axis] ?? 0, step, metric: drawn(data, 0, axes[choice]) });
  };
  return spec('model', 'Gaussian process, step by step', draw, [
    ...parameters,
    { label: 'Before', options: trials, preset: trials.length - 1, isSlider: true },
    ...(axes.length < 2 ? [] : [{ label: 'Axis', options: axes, preset: 0 }]),
  ]);
}

function curvesSpec(data: ReportData): ChartSpec {
  const options = data.curves.map(({ metric }) => metric);
  const preset = Math.max(0, options.indexOf(data.metric.name));
  const metrics = options.length < 2 ? [] : [{ label: 'Metric', options, preset }];
  const axes = axisChoice(...data.curves.map((curve) => curveAxes(data, curve)));
  const draw: ChartSpec['draw'] = (view, chosen = []) => {
    const [place = preset, choice = 0] = metrics.length === 0 ? [0, chosen[0]] : chosen;
    const curve = data.curves[place];
    if (curve === undefined) throw new RangeError('there is no such curve');
    return curves(data, view, curve, axisNamed(curveAxes(data, curve), axes[0]?.options[choice]));
  };
  return spec('curves', 'Learning curves', draw, [...metrics, ...axes]);
}
