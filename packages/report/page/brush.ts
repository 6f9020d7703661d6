import { type ECharts, registerAction } from 'echarts/core';

import { categoriesOf } from '../src/data/paramText.js';
import { axisId, parallelMetrics, parallelParams } from './charts/parallel.js';
import type { MetricAxis } from './charts/metricAxis.js';
import type { ParamData, ReportData } from '../src/data/reportData.js';
import { formatNumber } from '../src/text/formatNumber.js';
import { nameInFilter } from '../src/select/filterableNames.js';
import { quoted } from '../src/select/quoted.js';
import type { Store } from './state.js';
import { namesOf } from './trialFacts.js';

/** A stroke along an axis, in values of the axis, or indices of its categories. */
type Interval = readonly [number, number];

interface AxisAreaEvent {
  readonly parallelAxisId?: string;
  readonly intervals?: readonly Interval[];
}

/**
 * Makes strokes along parallel axes change the axes alone: the plot library would paint all lines again before the page responds to
 * the filter, which then paints them itself. It keeps the first action of a name, so this comes before its own.
 */
export function paintStrokesLater(): void {
  registerAction({ type: 'axisAreaSelect', event: 'axisAreaSelected', update: 'none' }, (payload, model) =>
    model.eachComponent({ mainType: 'parallelAxis', query: payload }, (axis) =>
      (axis as unknown as ParallelAxis).setActiveIntervals(payload['intervals'] as Interval[]),
    ),
  );
}

/** The part of an axis that keeps its strokes. */
interface ParallelAxis {
  setActiveIntervals(intervals: readonly Interval[]): void;
}

/** Turns strokes along parallel axes into the text of the filter, so that the page follows and a keyboard can do the same. */
export function brushToFilter(chart: ECharts, current: () => ReportData, store: Store): void {
  const strokes = new Map<number, readonly Interval[]>();
  let written = '';
  let isClearing = false;
  store.onChange(({ filter }) => {
    if (filter === written || strokes.size === 0) return;
    // The plot library announces that, too, and what was typed would be lost.
    isClearing = true;
    for (const axis of strokes.keys()) clear(chart, axis);
    isClearing = false;
    strokes.clear();
  });
  chart.on('axisareaselected', (event: unknown) => {
    if (isClearing) return;
    const { parallelAxisId = '', intervals = [] } = event as AxisAreaEvent;
    const data = current();
    const axes = [...parallelParams(data), ...parallelMetrics(data)];
    const axis = axes.findIndex((_, dim) => axisId(dim) === parallelAxisId);
    if (axis < 0) return;
    if (intervals.length === 0) strokes.delete(axis);
    else strokes.set(axis, intervals);
    written = textOf(data, strokes);
    store.set({ filter: written, page: 0 });
  });
}

const clear = (chart: ECharts, axis: number): void =>
  chart.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: axisId(axis), intervals: [] });

function textOf(data: ReportData, strokes: ReadonlyMap<number, readonly Interval[]>): string {
  const params = parallelParams(data);
  const metrics = parallelMetrics(data);
  const names = namesOf(data);
  const parts = [...strokes].map(([axis, intervals]) => {
    const [param, metric] = [params[axis], metrics[axis - params.length]];
    const alternatives = intervals.map((interval) => {
      if (param !== undefined) return within(param, interval, nameInFilter('params', param.label, names));
      const { name = data.metric.name, axis: drawn } = metric ?? {};
      return between(nameInFilter('metrics', name, names), interval, drawn?.ends);
    });
    return alternatives.length === 1 ? alternatives[0] : `(${alternatives.join(' or ')})`;
  });
  return parts.join(' and ');
}

function within(param: ParamData, interval: Interval, name: string): string {
  if (param.scale !== 'category') return between(name, interval);
  const [low, high] = interval;
  const names = categoriesOf(param).filter((_, index) => index >= Math.ceil(low) && index <= Math.floor(high));
  return `${quoted(name)} in (${names.map(quoted).join(', ') || '""'})`;
}

/** A stroke that reaches the end of an axis includes what lies beyond. */
function between(label: string, [low, high]: Interval, { min, max }: MetricAxis['ends'] = {}): string {
  const [from, to] = [`${quoted(label)} >= ${formatNumber(low)}`, `${quoted(label)} <= ${formatNumber(high)}`];
  if (max !== undefined && high >= max) return from;
  return min !== undefined && low <= min ? to : `${from} and ${to}`;
}
