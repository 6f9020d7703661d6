import type { ReportData } from '../../src/data/reportData.js';
import { type Ends, endsAround, mostLost, type Span, spanWithoutOutliers } from './axisEnds.js';
import { extentOf } from './field.js';
import { goalsIn, marksOf } from './marks.js';

type Scale = 'linear' | 'log';

/** The reference has a place on the axis unless it would take more than this part of it. */
const mostForReference = 5 / 6;
/** The axis reaches for the bound of a rule that lies no farther away, relative to the span of the values. */
const reachForBound = 0.25;

/** The ends of the linear axis of a goal where it leaves outliers out, which are never on the front; undefined if there are none. */
export function goalEnds(data: ReportData, place: number): Ends | undefined {
  const values = extentOf(data.metrics[place]?.values ?? []);
  const [low, high] = goalSpan(data, place, 'linear');
  if (low >= high || (low <= values[0] && high >= values[1])) return undefined;
  return endsAround(extentOf([low, high, ...boundsNear(data, place, [low, high])]), values);
}

/** True if the axis of a goal has a place for the reference, from which the hypervolume is measured. */
export function hasReference(data: ReportData, place: number, scale: Scale): boolean {
  const value = data.front?.reference[place] ?? NaN;
  const isWithin = (at: number, [low, high]: Span): boolean => at >= low && at <= high;
  return (
    isWithin(scaled(value, scale), goalSpan(data, place, scale)) ||
    isWithin(value, extentOf(data.metrics[place]?.values ?? []))
  );
}

/** No logarithm has a place for what is not positive. */
const scaled = (value: number, scale: Scale): number => (scale === 'log' ? Math.log(value) : value);

/**
 * The part of a goal's axis that is of interest, as logarithms on a logarithmic one: the front and what is near it of all that satisfies
 * the rules, then the reference, and then what violates rules. Each of these may take a part of the axis and no more.
 */
function goalSpan(data: ReportData, place: number, scale: Scale): Span {
  const { front, metrics } = data;
  const { violates } = marksOf(data);
  const values = (metrics[place]?.values ?? []).map((value) => (value === null ? null : scaled(value, scale)));
  const present = values.filter((value) => value !== null);
  const feasible = values.filter((value, index) => value !== null && violates(index) === undefined);
  const counted = feasible.length > 0 ? feasible.filter((value) => value !== null) : present;
  const members = (front?.members ?? []).map((index) => values[index] ?? null);
  const reference = [scaled(front?.reference[place] ?? NaN, scale)].filter(Number.isFinite);
  const core = extentOf([...spanWithoutOutliers(counted, goalsIn(data)[place]?.goal), ...members]);
  const parts = [
    [counted, mostLost],
    [reference, mostForReference],
    [present, mostLost],
  ] as const;
  return parts.reduce<Span>((span, [more, most]) => widened(span, more, most), core);
}

/** Reaches for more values unless they would take more than a part of the axis. */
function widened(span: Span, more: readonly number[], most: number): Span {
  const [low, high] = extentOf([...span, ...more]);
  const part = (span[1] - span[0]) / (high - low);
  return part > 0 && part < 1 - most ? span : [low, high];
}

/** The bounds of rules that lie a little beyond a span: what they exclude is seen at the end of the axis. */
function boundsNear({ rules = [], metrics }: ReportData, place: number, [low, high]: Span): readonly number[] {
  const reach = reachForBound * (high - low);
  return rules
    .flatMap(({ excluded }) => excluded)
    .filter(({ metric }) => metric === metrics[place]?.name)
    .flatMap(({ bound }) => (bound >= low - reach && bound <= high + reach ? [bound] : []));
}
