import type { CustomSeriesRenderItem, CustomSeriesRenderItemReturn } from 'echarts';

import type { ModelData, ModelStepData, ParamData, ReportData } from '../../src/data/reportData.js';
import { categoriesOf } from '../../src/data/paramText.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { paramAxis, xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { extentOf } from './field.js';
import { type DrawnMetric, isTrialBeyond, notes } from './metricAxis.js';
import { points, tooltip, type TrialPoint } from './points.js';

/** The acquisitions as people call them. */
const acquisitionTexts: Readonly<Record<string, string>> = {
  log_ei: 'log expected improvement',
  ei: 'expected improvement',
  pi: 'log probability of improvement',
  lcb: 'confidence bound',
};

/** The room above and below the values of a metric, as a part of them. */
const margin = 0.12;

/** The choices of a reader: a parameter, by its index in the model, a step, and how the metric is drawn. */
interface ModelPlace {
  readonly axis: number;
  readonly step: number;
  readonly metric: DrawnMetric;
}

/**
 * Draws what a Gaussian process believed when it proposed a trial, along one parameter: mean, two standard deviations on either
 * side, the trials that it knew, and below the acquisition with its maximum.
 */
export function modelChart(
  data: ReportData,
  view: View,
  model: ModelData,
  { axis: axisIndex, step: stepIndex, metric }: ModelPlace,
): Chart {
  const step = model.steps[stepIndex];
  const axis = model.axes[axisIndex];
  const param = data.params.find(({ label }) => label === axis?.label);
  if (step === undefined || axis === undefined || param === undefined) throw new RangeError('there is no such step');
  const ends = endsOf(metric);
  const slice = step.slices[axisIndex] ?? undefined;
  const at = (line: readonly number[] = []): [number, number][] =>
    line.map((value, index) => [axis.values[index] ?? 0, value]);
  const [mean, low, high] = slice?.slice(0, 3).map((line) => at(line.map((value) => clamp(value, ends)))) ?? [];
  const worth = at(slice?.[3]);
  const top = worth.reduce<[number, number] | undefined>(
    (most, one) => (most && most[1] >= one[1] ? most : one),
    undefined,
  );
  const lines = { mean: mean ?? [], low: low ?? [], high: high ?? [], worth, top };
  return {
    height: 420,
    description: describe(data, model, step, param, top, metric.name),
    ...notes({ note: noteOf(data, step, param, slice !== undefined) }, metric.axis),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: [
        { left: 64, right: 20, top: 34, height: 210 },
        { left: 64, right: 20, top: 290, height: 80 },
      ],
      xAxis: [
        { ...xAxis(view.theme, { ...paramAxis(param), name: '', gridIndex: 0 }) },
        { ...xAxis(view.theme, { ...paramAxis(param), gridIndex: 1 }) },
      ] as never,
      yAxis: [
        yAxis(view.theme, { name: metric.name, ends, gridIndex: 0 }),
        yAxis(view.theme, { name: acquisitionTexts[model.acquisition] ?? model.acquisition, gridIndex: 1 }),
      ] as never,
      series: [...modelSeries(view, param, lines), ...trialSeries(data, view, step, param, metric)] as never,
    },
  };
}

interface Lines {
  readonly mean: readonly (readonly [number, number])[];
  readonly low: readonly (readonly [number, number])[];
  readonly high: readonly (readonly [number, number])[];
  readonly worth: readonly (readonly [number, number])[];
  readonly top: readonly [number, number] | undefined;
}

function modelSeries({ theme }: View, { scale }: ParamData, { mean, low, high, worth, top }: Lines): object[] {
  const shared = { silent: true, animation: false };
  const line = (name: string, data: Lines['mean'], place: number, color: string): object => ({
    ...shared,
    type: 'line',
    name,
    data,
    xAxisIndex: place,
    yAxisIndex: place,
    showSymbol: scale === 'category',
    symbolSize: 6,
    itemStyle: { color },
    // Between categories there is nothing.
    lineStyle: { color, width: scale === 'category' ? 0 : 2 },
    z: 3,
  });
  const band: object = {
    ...shared,
    type: 'custom',
    name: 'band',
    z: 1,
    data: mean.length === 0 ? [] : [0],
    renderItem: drawBand(low, high, theme.mark),
  };
  return [
    scale === 'category' ? whiskers(low, high, theme.mark) : band,
    line('mean', mean, 0, theme.mark),
    line('acquisition', worth, 1, theme.soft),
    {
      ...shared,
      type: 'scatter',
      name: 'maximum',
      data: top === undefined ? [] : [top],
      xAxisIndex: 1,
      yAxisIndex: 1,
      symbol: 'triangle',
      symbolSize: 11,
      itemStyle: { color: theme.best },
      z: 5,
    },
  ];
}

/** A surface between two lines. */
const drawBand =
  (low: Lines['low'], high: Lines['high'], color: string): CustomSeriesRenderItem =>
  (_, api): CustomSeriesRenderItemReturn => ({
    type: 'polygon',
    shape: { points: [...low, ...high.toReversed()].map(([x, y]) => api.coord([x, y]) as [number, number]) },
    style: { fill: color, opacity: 0.18 },
  });

/** A vertical line for each category. */
const whiskers = (low: Lines['low'], high: Lines['high'], color: string): object => ({
  type: 'line',
  name: 'band',
  silent: true,
  showSymbol: false,
  z: 1,
  data: low.flatMap(([x, y], index) => [
    [x, y],
    [x, high[index]?.[1] ?? y],
    [x, '-'],
  ]),
  lineStyle: { color, width: 6, opacity: 0.25 },
});

/** The trials that were known, and the one that was proposed, with the value that it then had. */
function trialSeries(
  data: ReportData,
  view: View,
  step: ModelStepData,
  param: ParamData,
  metric: DrawnMetric,
): object[] {
  const pointOf = (index: number): TrialPoint[] => {
    const [x, value] = [param.values[index] ?? null, metric.values[index] ?? null];
    return x === null || value === null ? [] : [[x, metric.axis.place(value), index]];
  };
  const known = data.trials.number.flatMap((number, index) =>
    number < step.known && isFirst(data, index) ? pointOf(index) : [],
  );
  const { theme } = view;
  const x = param.values[step.trial] ?? null;
  return [
    // The best until then is ringed, not the best of all.
    ...points({ ...data, best: step.through }, view, known, { isBeyond: isTrialBeyond(metric) }),
    ...[0, 1].map((place) => ({
      type: 'line',
      name: 'proposed',
      silent: true,
      data: [],
      xAxisIndex: place,
      yAxisIndex: place,
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        label: { show: place === 0, formatter: `${data.trials.number[step.trial]}`, color: theme.ink },
        data: x === null ? [] : [{ xAxis: x }],
        lineStyle: { color: theme.best, type: 'dashed', width: 1.5 },
      },
    })),
    {
      type: 'scatter',
      name: 'proposed trial',
      data: pointOf(step.trial).map((point) => [...point]),
      symbol: 'diamond',
      symbolSize: 13,
      itemStyle: { color: 'transparent', borderColor: theme.best, borderWidth: 2 },
      z: 6,
    },
  ];
}

/** True if a trial represents its configuration. */
const isFirst = ({ configurations }: ReportData, index: number): boolean =>
  configurations === undefined || configurations.first[index] === index;

/** The ends of the axis of the metric are the same at all steps, so that nothing jumps. */
function endsOf({ values, axis }: DrawnMetric): { readonly min: number; readonly max: number } {
  const [least, most] = extentOf(values.flatMap((value) => (value === null ? [] : [axis.place(value)])));
  const room = margin * (most - least || 1);
  return { min: least - room, max: most + room };
}

const clamp = (value: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  Math.min(max, Math.max(min, value));

function describe(
  { trials, params }: ReportData,
  { acquisition }: ModelData,
  { trial, known }: ModelStepData,
  param: ParamData,
  top: readonly [number, number] | undefined,
  metric: string,
): string {
  const where =
    top === undefined
      ? ''
      : `; the ${acquisitionTexts[acquisition] ?? acquisition} is largest at ${valueText(param, top[0])}`;
  const others = params.length > 1 ? ', with the other parameters as in the best trial until then' : '';
  return `Gaussian process before trial ${trials.number[trial]}, from ${known} trials: what it expected of ${metric} along ${param.label}, two standard deviations on either side${others}${where}.`;
}

function noteOf({ trials }: ReportData, step: ModelStepData, param: ParamData, isThere: boolean): string {
  if (!isThere) return `The best trial until then does not have ${param.label}.`;
  const number = trials.number[step.trial];
  const value = param.values[step.trial] ?? null;
  return `Before trial ${number}, from ${step.known} trials. Diamond: what trial ${number} then found${value === null ? '' : `, at ${valueText(param, value)}`}.`;
}

const valueText = (param: ParamData, value: number): string =>
  param.categories === undefined ? formatNumber(value) : (categoriesOf(param)[value] ?? '');
