import type { MetricData, ReportData } from '../../src/data/reportData.js';
import { type Ends, endsOf } from './axisEnds.js';
import { extentOf } from './field.js';
import { goalEnds } from './goalSpan.js';
import { goalsIn } from './marks.js';
import { oncePer } from './oncePer.js';

type Goal = ReportData['metric']['goal'];

/** A metric as a chart draws it. */
export interface DrawnMetric extends MetricData {
  /** Absent unless this metric is a goal of the sweep. */
  readonly goal?: Goal;
  readonly axis: MetricAxis;
}

/** In the order in which a reader may pick one; the best one is in the first place. */
export const axisLabels = ['linear, without outliers', 'linear, with outliers', 'linear', 'logarithmic'] as const;

type AxisLabel = (typeof axisLabels)[number];

/** A way to put the values of a metric on an axis. */
export interface MetricAxis {
  /** The choices of a reader. */
  readonly label: AxisLabel;
  readonly scale: 'linear' | 'log';
  readonly ends: Ends;
  /** Returns the place of a value on the axis: one beyond it is at its end. */
  place(value: number): number;
  isBeyond(value: number): boolean;
  /** States how many values lie beyond the axis, if any do. */
  readonly note?: string;
}

/**
 * The ways to draw a metric, the best first: without outliers if there are any, whole, and logarithmic if all values are
 * positive. Outliers are far on the bad side, or on either side of a metric without a goal.
 */
export function metricAxes({
  values,
  goal,
}: Pick<DrawnMetric, 'values' | 'goal'>): readonly [MetricAxis, ...MetricAxis[]] {
  const present = values.filter((value) => value !== null);
  return axesWithin(present, endsOf(present, goal));
}

/** The factor between the largest and the smallest value of one of several goals from which its axis is logarithmic by itself. */
const wideFrom = 30;

type MetricAxes = readonly [MetricAxis, ...MetricAxis[]];

/** The ways to draw a metric of the report: those of one of several goals leave nothing of the front out. */
export const axesIn = (data: ReportData, place: number): MetricAxes => axesOf(data)[place] ?? axesAt(data, place);

const axesOf = oncePer((data: ReportData): readonly MetricAxes[] =>
  data.metrics.map((_, place) => axesAt(data, place)),
);

function axesAt(data: ReportData, place: number): MetricAxes {
  const { name, ...metric } = metricIn(data, place);
  if (data.front === undefined || metric.goal === undefined) return metricAxes(metric);
  const present = metric.values.filter((value) => value !== null);
  const axes = axesWithin(present, goalEnds(data, place), ` of ${name}`);
  const [least, most] = extentOf(present);
  const logarithmic = axes.find(({ scale }) => scale === 'log');
  const isWide = logarithmic !== undefined && most / least > wideFrom;
  return isWide ? [logarithmic, ...axes.filter((axis) => axis !== logarithmic)] : axes;
}

function axesWithin(
  present: readonly number[],
  ends: Ends | undefined,
  what = '',
): readonly [MetricAxis, ...MetricAxis[]] {
  const whole = { place: (value: number) => value, isBeyond: () => false, ends: {} } as const;
  const logarithmic =
    present.length > 0 && present.every((value) => value > 0)
      ? [{ label: 'logarithmic', scale: 'log', ...whole } as const]
      : [];
  return ends === undefined
    ? [{ label: 'linear', scale: 'linear', ...whole }, ...logarithmic]
    : [clipped(present, ends, what), { label: 'linear, with outliers', scale: 'linear', ...whole }, ...logarithmic];
}

function clipped(present: readonly number[], ends: Ends, what: string): MetricAxis {
  const { min = -Infinity, max = Infinity } = ends;
  const isBeyond = (value: number): boolean => value < min || value > max;
  const count = present.filter(isBeyond).length;
  return {
    label: 'linear, without outliers',
    scale: 'linear',
    ends,
    place: (value) => Math.min(max, Math.max(min, value)),
    isBeyond,
    note: `${count} of ${present.length} values${what} lie beyond the axis and are drawn at its end.`,
  };
}

/** Draws a metric of the report, the sweep's by default, on the axis with this label or else its best one. */
export function drawn(data: ReportData, place = 0, label?: string): DrawnMetric {
  return { ...metricIn(data, place), axis: axisNamed(axesIn(data, place), label) };
}

function metricIn({ metrics, metric }: ReportData, place: number): Omit<DrawnMetric, 'axis'> {
  const found = metrics[place] ?? { name: metric.name, values: [] };
  const goal = goalsIn({ metric })[place]?.goal;
  return goal === undefined ? found : { ...found, goal };
}

/** The axis with this label, or the best one; where there is none with or without outliers, the linear one. */
export const axisNamed = (axes: readonly [MetricAxis, ...MetricAxis[]], label: string | undefined): MetricAxis =>
  axes.find((axis) => axis.label === label) ??
  axes.find(({ scale }) => scale === 'linear' && label?.startsWith('linear') === true) ??
  axes[0];

/** The options of the axis of a metric. */
export const metricAxisOptions = ({
  name,
  axis: { scale, ends },
}: Pick<DrawnMetric, 'name' | 'axis'>): Pick<MetricAxis, 'scale' | 'ends'> & { readonly name: string } => ({
  name,
  scale,
  ends,
});

/** True if a trial lies beyond the axis of a metric. */
export const isTrialBeyond =
  ({ values, axis }: DrawnMetric): ((index: number) => boolean) =>
  (index) => {
    const value = values[index] ?? null;
    return value !== null && axis.isBeyond(value);
  };

/** The notes of a chart, in one; two axes may have the same. */
export function notes(...all: readonly { readonly note?: string }[]): { readonly note?: string } {
  const found = [...new Set(all.flatMap(({ note }) => note ?? []))];
  return found.length === 0 ? {} : { note: found.join(' ') };
}
