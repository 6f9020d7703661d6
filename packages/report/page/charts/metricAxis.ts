import type { MetricData, ReportData } from '../../src/data/reportData.js';

type Goal = ReportData['metric']['goal'];

/** A metric as a chart draws it. */
export interface DrawnMetric extends MetricData {
  /** Absent unless the sweep ranks by this metric. */
  readonly goal?: Goal;
  readonly axis: MetricAxis;
}

/** A way to put the values of a metric on an axis. */
export interface MetricAxis {
  /** What a reader picks. */
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** The ends of the axis, where they do not follow from the values. */
  readonly ends: { readonly min?: number; readonly max?: number };
  /** Where a value is drawn: one beyond the axis at its end. */
  place(value: number): number;
  isBeyond(value: number): boolean;
  /** States how many values lie beyond the axis, if any do. */
  readonly note?: string;
}

/** A value is an outlier if it lies farther from the middle half of the values than this many times the width of that half. */
const fences = 3;
/** Outliers are drawn beyond the axis if they would take more than this part of it. */
const mostLost = 2 / 3;
const margin = 0.05;

/**
 * The ways to draw a metric, the best first: without outliers if there are any on the bad side (beyond Tukey's outer fence:
 * Exploratory Data Analysis, 1977, section 2D), whole, and logarithmic if all values are positive.
 */
export function metricAxes({
  values,
  goal,
}: Pick<DrawnMetric, 'values' | 'goal'>): readonly [MetricAxis, ...MetricAxis[]] {
  const present = values.filter((value) => value !== null);
  const limit = goal && limitOf(present, goal);
  const whole = { place: (value: number) => value, isBeyond: () => false, ends: {} } as const;
  const logarithmic =
    present.length > 0 && present.every((value) => value > 0)
      ? [{ label: 'logarithmic', scale: 'log', ...whole } as const]
      : [];
  return goal === undefined || limit === undefined
    ? [{ label: 'linear', scale: 'linear', ...whole }, ...logarithmic]
    : [clipped(present, limit, goal), { label: 'linear, with outliers', scale: 'linear', ...whole }, ...logarithmic];
}

function clipped(present: readonly number[], limit: Limit, goal: Goal): MetricAxis {
  const { worst, best } = limit;
  const end = worst + margin * (worst - best);
  const isBeyond = (value: number): boolean => (goal === 'minimize' ? value > worst : value < worst);
  const count = present.filter(isBeyond).length;
  return {
    label: 'linear, without outliers',
    scale: 'linear',
    ends: goal === 'minimize' ? { max: end } : { min: end },
    place: (value) => (isBeyond(value) ? end : value),
    isBeyond,
    note: `${count} of ${present.length} values lie beyond the axis and are drawn at its end.`,
  };
}

interface Limit {
  readonly best: number;
  /** The worst value that is not an outlier. */
  readonly worst: number;
}

/** Undefined if no outlier takes much room from the others. */
function limitOf(present: readonly number[], goal: Goal): Limit | undefined {
  const sign = goal === 'minimize' ? 1 : -1;
  const losses = present.map((value) => sign * value).toSorted((a, b) => a - b);
  const at = (part: number): number => losses[Math.floor(part * (losses.length - 1))] ?? 0;
  const [best, low, high, worst] = [at(0), at(0.25), at(0.75), at(1)];
  const fence = high + fences * (high > low ? high - low : high - best);
  const kept = losses.findLast((loss) => loss <= fence) ?? worst;
  if (kept <= best || kept - best > (1 - mostLost) * (worst - best)) return undefined;
  return { best: sign * best, worst: sign * kept };
}

/** Draws a metric of the report; the sweep's is the first. */
export function drawn({ metrics, metric }: ReportData, place = 0, choice = 0): DrawnMetric {
  const found = metrics[place] ?? { name: metric.name, values: [] };
  const ranked = place === 0 ? { ...found, goal: metric.goal } : found;
  const axes = metricAxes(ranked);
  return { ...ranked, axis: axes[choice] ?? axes[0] };
}

/** The options of the axis of a metric. */
export const metricAxisOptions = ({
  name,
  axis: { scale, ends },
}: DrawnMetric): Pick<MetricAxis, 'scale' | 'ends'> & { readonly name: string } => ({ name, scale, ends });

/** Whether a trial lies beyond the axis of a metric. */
export const isTrialBeyond =
  ({ values, axis }: DrawnMetric): ((index: number) => boolean) =>
  (index) => {
    const value = values[index] ?? null;
    return value !== null && axis.isBeyond(value);
  };

/** The notes of a chart, in one. */
export function notes(...all: readonly { readonly note?: string }[]): { readonly note?: string } {
  const found = all.flatMap(({ note }) => note ?? []);
  return found.length === 0 ? {} : { note: found.join(' ') };
}
