import type { CustomSeriesRenderItem } from 'echarts';

import type { ReportData } from '../../src/data/reportData.js';
import { formatDuration } from '../../src/text/formatDuration.js';
import { xAxis } from './axis.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { tooltip } from './points.js';

interface Span {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly lane: number;
}

/** Timeline: when each trial ran, in as many lanes as ran at a time. Long pauses between runs are left out. */
export function timeline(data: ReportData, view: View): Chart {
  const { theme } = view;
  const spans = lanesOf(data);
  const lanes = spans.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
  const total = spans.reduce((most, { end }) => Math.max(most, end), 0);
  const styleOf = (index: number): BarStyle => ({
    fill:
      selectedColor(view, index) ??
      (index === data.best ? theme.best : data.trials.outcome[index] === 'completed' ? theme.mark : theme.soft),
    opacity: isShown(view, index) ? 0.9 : 0.2,
  });
  const bars = legible(spans, (2 * total) / view.width, styleOf);
  return {
    height: Math.min(480, 80 + lanes * 26),
    description: `Timeline: when each of ${spans.length} trials ran, at most ${lanes} at a time, in ${formatDuration(total)}.`,
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 40, right: 24, top: 16, bottom: 48 },
      xAxis: {
        ...xAxis(theme, { name: 'since the first trial' }),
        min: 0,
        axisLabel: { color: theme.soft, hideOverlap: true, formatter: formatDuration },
      } as never,
      yAxis: {
        type: 'category',
        data: Array.from({ length: lanes }, (_, lane) => String(lane + 1)),
        axisLabel: { color: theme.soft },
        axisLine: { lineStyle: { color: theme.soft } },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'custom',
          encode: { x: [0, 1], y: 2 },
          data: bars.map(({ index, start, end, lane }) => [start, end, lane, index]),
          renderItem: bar(styleOf),
        },
      ] as never,
    },
  };
}

interface BarStyle {
  readonly fill: string;
  readonly opacity: number;
}

/** More bars than this are looked through for those that cover each other. */
const manyBars = 1000;

/**
 * Draws one of several bars that look alike and end in the same moment of a lane, which is two pixels: more would cover each
 * other.
 */
function legible(spans: readonly Span[], moment: number, styleOf: (index: number) => BarStyle): readonly Span[] {
  if (spans.length <= manyBars) return spans;
  const seen = new Set<string>();
  return spans.filter(({ index, end, lane }) => {
    const { fill, opacity } = styleOf(index);
    const key = `${lane} ${Math.floor(end / moment)} ${fill} ${opacity}`;
    return !seen.has(key) && seen.add(key);
  });
}

const bar =
  (style: (index: number) => BarStyle): CustomSeriesRenderItem =>
  (_, api) => {
    const [left = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
    const [right = 0] = api.coord([api.value(1), api.value(2)]);
    const size = api.size?.([0, 1]);
    const height = Math.min(18, (Array.isArray(size) ? (size[1] ?? 20) : 20) * 0.7);
    const shape = { x: left, y: y - height / 2, width: Math.max(1.5, right - left - 0.5), height, r: 2 };
    return { type: 'rect', shape, style: style(Number(api.value(3))) } as never;
  };

/** Puts each trial into the first free lane. A pause of more than half an hour means another run, whose clock starts again. */
export function lanesOf({ timing = [] }: ReportData): readonly Span[] {
  const spans = timing
    .flatMap((time, index) => {
      const start = time === null ? NaN : Date.parse(time.startedAt);
      return time === null || Number.isNaN(start) ? [] : [{ index, start, end: start + time.durationMs }];
    })
    .toSorted((a, b) => a.start - b.start || a.index - b.index);
  const free: number[] = [];
  let shift = spans[0]?.start ?? 0;
  let end = shift;
  return spans.map((span) => {
    if (span.start > end + longPause) shift += span.start - end;
    end = Math.max(end, span.end);
    const found = free.findIndex((time) => time <= span.start);
    const lane = found < 0 ? free.length : found;
    free[lane] = span.end;
    return { index: span.index, start: span.start - shift, end: span.end - shift, lane };
  });
}

const longPause = 30 * 60 * 1000;
