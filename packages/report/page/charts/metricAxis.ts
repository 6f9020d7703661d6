import type { MetricData, ReportData } from '../../src/data/reportData.js';
import { extentOf } from './field.js';
import { goalsIn } from './marks.js';

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
  /** What a reader picks. */
  readonly label: AxisLabel;
  readonly scale: 'linear' | 'log';
  /** The ends of the axis, where they do not follow from the values. */
  readonly ends: { readonly min?: number; readonly max?: number };
  /** Where a value is drawn: one beyond the axis at its end. */
  place(value: number): number;
  isBeyond(value: number): boolean;
  /** States how many values lie beyond the axis, if any do. */
  readonly note?: string;
}

/** A value is an outlier if it lies farther from the values between two quartiles than this many times their width. */
const fences = 3;
/** Outliers are drawn beyond the axis if they would take more than this part of it. */
const mostLost = 2 / 3;
const margin = 0.05;

/**
 * The ways to draw a metric, the best first: without outliers if there are any, whole, and logarithmic if all values are
 * positive. Outliers are far on the bad side, or on either side of a metric without a goal.
 */
export function metricAxes({
  values,
  goal,
}: Pick<DrawnMetric, 'values' | 'goal'>): readonly [MetricAxis, ...MetricAxis[]] {
  const present = values.filter((value) => value !== null);
  const ends = endsOf(present, goal);
  const whole = { place: (value: number) => value, isBeyond: () => false, ends: {} } as const;
  const logarithmic =
    present.length > 0 && present.every((value) => value > 0)
      ? [{ label: 'logarithmic', scale: 'log', ...whole } as const]
      : [];
  return ends === undefined
    ? [{ label: 'linear', scale: 'linear', ...whole }, ...logarithmic]
    : [clipped(present, ends), { label: 'linear, with outliers', scale: 'linear', ...whole }, ...logarithmic];
}

interface Ends {
  readonly min?: number;
  readonly max?: number;
}

function clipped(present: readonly number[], ends: Ends): MetricAxis {
  const { min = -Infinity, max = Infinity } = ends;
  const isBeyond = (value: number): boolean => value < min || value > max;
  const count = present.filter(isBeyond).length;
  return {
    label: 'linear, without outliers',
    scale: 'linear',
    ends,
    place: (value) => Math.min(max, Math.max(min, value)),
    isBeyond,
    note: `${count} of ${present.length} values lie beyond the axis and are drawn at its end.`,
  };
}

/** The ends of an axis that leaves outliers out; undefined if none take much room from the others. */
function endsOf(present: readonly number[], goal: Goal | undefined): Ends | undefined {
  const [least, most] = extentOf(present);
  const negative = present.map((value) => -value);
  const low = goal === 'minimize' ? least : -worstKept(negative, goal === 'maximize');
  const high = goal === 'maximize' ? most : worstKept(present, goal === 'minimize');
  if (low >= high || high - low > (1 - mostLost) * (most - least)) return undefined;
  const room = margin * (high - low);
  return { ...(low > least && { min: low - room }), ...(high < most && { max: high + room }) };
}

/**
 * The largest loss that is no outlier. An outlier lies beyond Tukey's outer fence (Exploratory Data Analysis, 1977, section 2D).
 * Where it is the good values that matter, more than a quarter may be outliers: the fence is also where it would be if the
 * worse half mirrored the better one.
 */
function worstKept(present: readonly number[], isMirrored: boolean): number {
  const losses = present.toSorted((a, b) => a - b);
  const at = (part: number): number => losses[Math.floor(part * (losses.length - 1))] ?? 0;
  const [best, low, middle, high] = [at(0), at(0.25), at(0.5), at(0.75)];
  const fenceOf = (from: number, to: number): number => to + fences * (to > from ? to - from : to - best);
  const fence = Math.min(fenceOf(low, high), isMirrored ? fenceOf(low, middle + (middle - low)) : Infinity);
  return losses.findLast((loss) => loss <= fence) ?? at(1);
}

/** Draws a metric of the report, the sweep's by default, on the axis with this label or else its best one. */
export function drawn({ metrics, metric }: ReportData, place = 0, label?: string): DrawnMetric {
  const found = metrics[place] ?? { name: metric.name, values: [] };
  const goal = goalsIn({ metric })[place]?.goal;
  const ranked = goal === undefined ? found : { ...found, goal };
  return { ...ranked, axis: axisNamed(metricAxes(ranked), label) };
}

/** The axis with this label, or else the best one. */
export const axisNamed = (axes: readonly [MetricAxis, ...MetricAxis[]], label: string | undefined): MetricAxis =>
  axes.find((axis) => axis.label === label) ?? axes[0];

/** The options of the axis of a metric. */
export const metricAxisOptions = ({
  name,
  axis: { scale, ends },
}: Pick<DrawnMetric, 'name' | 'axis'>): Pick<MetricAxis, 'scale' | 'ends'> & { readonly name: string } => ({
  name,
  scale,
  ends,
});

/** Whether a trial lies beyond the axis of a metric. */
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
