import type { CustomSeriesRenderItem } from 'echarts';

import type { ImportanceData } from '../../src/data/reportData.js';
import { xAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';

/** Importance: a bar for each parameter, with a whisker of one standard deviation to either side, and its share in percent. */
export function importanceChart(data: ImportanceData, view: View): Chart {
  const { theme } = view;
  const shown = data.parameters.slice(0, 15).toReversed();
  return {
    height: 70 + shown.length * 30,
    description: `Parameter importance, the share of the variance that each explains by itself: ${data.parameters.map(({ label, fraction, deviation }) => `${label} ${percent(fraction)} ± ${percent(deviation)}`).join(', ')}.`,
    option: {
      ...base(view),
      grid: { left: 12, right: 56, top: 12, bottom: 48, containLabel: true },
      xAxis: {
        ...xAxis(theme, { name: axisName(data) }),
        min: 0,
        max: Math.min(1, Math.ceil(farthest(data) * 10) / 10),
        axisLabel: { color: theme.soft, formatter: percent, hideOverlap: true },
      } as never,
      yAxis: {
        type: 'category',
        data: shown.map(({ label }) => label),
        axisLabel: { color: theme.ink, width: Math.max(80, view.width / 3), overflow: 'truncate' },
        axisLine: { lineStyle: { color: theme.soft } },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          silent: true,
          data: shown.map(({ fraction }) => fraction),
          barMaxWidth: 16,
          itemStyle: { color: theme.mark },
        },
        {
          type: 'custom',
          silent: true,
          z: 3,
          data: shown.map(({ fraction, deviation }, index) => [
            Math.max(0, fraction - deviation),
            index,
            Math.min(1, fraction + deviation),
            fraction,
          ]),
          renderItem: whisker(theme.ink),
        },
      ] as never,
    },
  };
}

const farthest = ({ parameters }: ImportanceData): number =>
  parameters.reduce((most, { fraction, deviation }) => Math.max(most, fraction + deviation), 0.1);

/** With little data, the bars mean little, so the model's fit is shown beside them. */
const axisName = ({ fit }: ImportanceData): string =>
  fit === undefined
    ? 'share of the variance'
    : `share of the variance (the model’s R² is ${Math.max(0, fit).toFixed(2)})`;

const whisker =
  (color: string): CustomSeriesRenderItem =>
  ({ coordSys }, api) => {
    const [left = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
    const [right = 0] = api.coord([api.value(2), api.value(1)]);
    const line = (x1: number, y1: number, x2: number, y2: number): object => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: color, lineWidth: 1.5 },
    });
    return {
      type: 'group',
      children: [
        line(left, y, right, y),
        line(left, y - 4, left, y + 4),
        line(right, y - 4, right, y + 4),
        {
          type: 'text',
          x: edgeOf(coordSys as never) + 8,
          y,
          style: { text: percent(Number(api.value(3))), fill: color, verticalAlign: 'middle' },
        },
      ],
    } as never;
  };

/** The right edge of the plot: beyond it, nothing lies behind a text. */
const edgeOf = ({ x, width }: { readonly x: number; readonly width: number }): number => x + width;

const percent = (part: number): string => `${Math.round(part * 100)} %`;
