import type { LineSeriesOption, ScatterSeriesOption } from 'echarts';

import type { FrontData, ReportData } from '../../src/data/reportData.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { excludedRegions } from './excluded.js';
import { hasReference } from './goalSpan.js';
import { goalsIn, marksOf, withViolating } from './marks.js';
import { type DrawnMetric, drawn, isTrialBeyond, metricAxisOptions, notes } from './metricAxis.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';
import { staircase, worseOf } from './staircase.js';

/** Two goals, by their places among the metrics, and the axis on which both are drawn, if a reader has chosen one. */
export interface GoalsShown {
  readonly x: number;
  readonly y: number;
  readonly axis?: string | undefined;
}

/** The Pareto front: two goals of each configuration, the front joined by a line, with what rules exclude. */
export function goals(
  data: ReportData,
  view: View,
  front: FrontData,
  { x: first, y: second, axis }: GoalsShown,
): Chart {
  const { theme } = view;
  const valued = withViolating(data);
  const [x, y] = [drawn(valued, first, axis), drawn(valued, second, axis)];
  const marks = marksOf(data);
  const at = x.values.flatMap((a, index): TrialPoint[] => {
    const b = y.values[index] ?? null;
    return a === null || b === null ? [] : [[x.axis.place(a), y.axis.place(b), index]];
  });
  const [isBeyondX, isBeyondY] = [isTrialBeyond(x), isTrialBeyond(y)];
  const members = at.filter(([, , index]) => front.members.includes(index));
  const violating = at.filter(([, , index]) => marks.violates(index) !== undefined);
  const reference = referenceIn(valued, front, [x, y], [first, second]);
  const paths = frontPaths(members, at, [x, y], reference);
  const shaded = excludedRegions(data, view, [x, y], {
    points: reference === undefined ? at : [...at, reference],
    lines: paths.map(({ corners }) => corners),
  });
  return {
    height: 400,
    description: `Pareto front: ${y.name} against ${x.name} of ${at.length} configurations, ${front.members.length} of them on the front${pickedText(data, front)}${violating.length === 0 ? '' : `; crosses are ${violating.length} that violate a rule`}.${referenceText(data, front)}`,
    ...notes(
      pointsNote(data, view),
      {
        note: marksNote(
          members.length > 0 && 'outlined: the front',
          members.some(([, , index]) => index === data.best) && 'filled: picked',
          members.length > 0 && front.reference.length > 2 && 'joined: the front of these two goals',
          violating.length > 0 && 'crosses: violate a rule',
          shaded.length > 0 && 'shaded: ruled out',
          reference === undefined ? 'the reference is outside of the chart' : 'plus: the reference',
        ),
      },
      x.axis,
      y.axis,
    ),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 72, right: 24, top: 34, bottom: 48 },
      xAxis: xAxis(theme, { ...metricAxisOptions(x), name: withDirection(x) }),
      yAxis: yAxis(theme, { ...metricAxisOptions(y), name: withDirection(y) }),
      series: [
        ...shaded,
        ...paths.map((path) => frontLine(path, view)),
        ...(reference === undefined ? [] : [referenceMark(reference, view)]),
        ...points(data, view, at, {
          isBeyond: (index) => isBeyondX(index) || isBeyondY(index),
          isPale: (index) => !marks.isOnFront(index),
        }),
      ],
    },
  };
}

type Place = readonly [x: number, y: number];
type Axes = readonly [x: DrawnMetric, y: DrawnMetric];

const withDirection = ({ name, goal }: DrawnMetric): string => (goal === undefined ? name : `${name} (${goal})`);

const goalOf = ({ goal = 'minimize' }: DrawnMetric): 'minimize' | 'maximize' => goal;

interface FrontPath {
  readonly name: string;
  readonly corners: readonly Place[];
  /** True if it is the front itself, rather than the edge of what the front dominates. */
  readonly isFront: boolean;
}

/** The line through the front, and how far what it dominates reaches: to the reference, or to the worst trial. */
function frontPaths(
  members: readonly TrialPoint[],
  all: readonly TrialPoint[],
  [x, y]: Axes,
  reference: Place | undefined,
): readonly FrontPath[] {
  const [goalX, goalY] = [goalOf(x), goalOf(y)];
  const corners = staircase(
    members.map(([a, b]) => [a, b]),
    [goalX, goalY],
  );
  const [start, end] = [corners[0], corners.at(-1)];
  if (start === undefined || end === undefined) return [];
  const worst = (side: 0 | 1, goal: 'minimize' | 'maximize', from: number): number =>
    worseOf(goal, from, reference?.[side] ?? all.reduce((so, point) => worseOf(goal, so, point[side]), from));
  return [
    { name: 'front line', corners, isFront: true },
    { name: 'front to the worst', corners: [[start[0], worst(1, goalY, start[1])], start], isFront: false },
    { name: 'worst to the front', corners: [end, [worst(0, goalX, end[0]), end[1]]], isFront: false },
  ];
}

const frontLine = ({ name, corners, isFront }: FrontPath, { theme }: View): LineSeriesOption => ({
  name,
  type: 'line',
  silent: true,
  showSymbol: false,
  z: 2,
  data: corners.map(([a, b]) => [a, b]),
  lineStyle: { color: theme.best, ...(isFront ? { width: 1.5 } : { width: 1, type: 'dotted' }) },
});

/** Returns the place of the reference; undefined if either axis has no place for it. */
function referenceIn(
  data: ReportData,
  { reference }: FrontData,
  axes: Axes,
  places: readonly [number, number],
): Place | undefined {
  const [a, b] = axes.map(({ axis }, side) => {
    const value = reference[places[side] ?? 0] ?? NaN;
    return hasReference(data, places[side] ?? 0, axis.scale) && !axis.isBeyond(value) ? value : undefined;
  });
  return a === undefined || b === undefined ? undefined : [a, b];
}

const referenceMark = ([x, y]: Place, { theme }: View): ScatterSeriesOption => ({
  name: 'reference',
  type: 'scatter',
  silent: true,
  z: 6,
  symbol: 'path://M5 0L5 10M0 5L10 5',
  symbolSize: 13,
  data: [[x, y]],
  itemStyle: { color: 'none', borderColor: theme.ink, borderWidth: 1.5 },
});

function pickedText({ trials, best }: ReportData, { pickedBy }: FrontData): string {
  return best === null ? '' : `; trial ${trials.number[best]} is picked ${pickedBy}`;
}

/** Names the point from which a hypervolume is measured, in a sentence. */
export function referenceText(data: ReportData, { reference }: FrontData): string {
  const values = goalsIn(data).map(({ name }, place) => `${name} ${formatNumber(reference[place] ?? NaN)}`);
  return ` The reference is ${values.join(', ')}.`;
}

/** Marks in one sentence below the chart. */
function marksNote(...marks: readonly (string | false)[]): string {
  const text = marks.filter((mark) => mark !== false).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
