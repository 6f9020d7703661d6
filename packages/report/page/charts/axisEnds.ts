import type { ReportData } from '../../src/data/reportData.js';
import { extentOf } from './field.js';

/** The ends of an axis, where they do not follow from the values. */
export interface Ends {
  readonly min?: number;
  readonly max?: number;
}

export type Span = readonly [low: number, high: number];

/** A value is an outlier if it lies farther from the values between two quartiles than this many times their width. */
const fences = 3;
/** Outliers are drawn beyond the axis if they would take more than this part of it. */
export const mostLost = 2 / 3;
const margin = 0.05;

/** The ends of an axis that leaves outliers out; undefined if none take much room from the others. */
export function endsOf(present: readonly number[], goal: ReportData['metric']['goal'] | undefined): Ends | undefined {
  const [least, most] = extentOf(present);
  const [low, high] = spanWithoutOutliers(present, goal);
  if (low >= high || high - low > (1 - mostLost) * (most - least)) return undefined;
  return endsAround([low, high], [least, most]);
}

/** Ends a little beyond a span, on the sides where there are values beyond it. */
export function endsAround([low, high]: Span, [least, most]: Span): Ends {
  const room = margin * (high - low);
  return { ...(low > least && { min: low - room }), ...(high < most && { max: high + room }) };
}

/** The range of the values that are not outliers: these are far on the bad side, or on either side of a metric without a goal. */
export function spanWithoutOutliers(present: readonly number[], goal: ReportData['metric']['goal'] | undefined): Span {
  const [least, most] = extentOf(present);
  const negative = present.map((value) => -value);
  const low = goal === 'minimize' ? least : -worstKept(negative, goal === 'maximize');
  const high = goal === 'maximize' ? most : worstKept(present, goal === 'minimize');
  return [low, high];
}

/**
 * The largest loss that is not an outlier. An outlier lies beyond Tukey's outer fence (Exploratory Data Analysis, 1977, section 2D).
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
