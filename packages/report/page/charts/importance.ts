import type { CustomSeriesRenderItem } from 'echarts';

import type { ImportanceData } from '../../src/data/reportData.js';
import { xAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';

/**
 * Importance: a bar for each parameter, with a whisker of one standard deviation to either side, and its share in percent; a
 * diamond is its share among the best trials.
 */
export function importanceChart(data: ImportanceData, view: View): Chart {
  const { theme } = view;
  const among = new Map(data.top?.parameters.map(({ label, fraction }) => [label, fraction]));
  const shown = rowsOf(data).toReversed();
  return {
    height: 70 + Math.max(1, shown.length) * 30,
    description: `Parameter importance. ${[barsText(data), topText(data)].join(' ')}`,
    note: noteOf(data),
    option: {
      ...base(view),
      grid: { left: 12, right: 56, top: 12, bottom: 48, containLabel: true },
      xAxis: {
        ...xAxis(theme, { name: axisName(data) }),
        min: 0,
        max: Math.min(1, Math.ceil(farthest(data) * 10) / 10),
        axisLabel: { show: shown.length > 0, color: theme.soft, formatter: percent, hideOverlap: true },
      } as never,
      yAxis: {
        type: 'category',
        data: shown.length === 0 ? ['unknown'] : shown.map(({ label }) => label),
        axisLabel: { color: theme.ink, width: Math.max(80, view.width / 3), overflow: 'truncate' },
        axisLine: { lineStyle: { color: theme.soft } },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          silent: true,
          data: shown.map(({ fraction }) => fraction ?? 0),
          barMaxWidth: 16,
          itemStyle: { color: theme.mark },
        },
        {
          type: 'custom',
          silent: true,
          z: 3,
          data: shown.flatMap(({ fraction, deviation = 0 }, index) =>
            fraction === undefined
              ? []
              : [[Math.max(0, fraction - deviation), index, Math.min(1, fraction + deviation), fraction]],
          ),
          renderItem: whisker(theme.ink),
        },
        {
          type: 'scatter',
          silent: true,
          z: 4,
          symbol: 'diamond',
          symbolSize: 12,
          data: shown.flatMap(({ label }, index) => {
            const share = among.get(label);
            return share === undefined ? [] : [[share, index]];
          }),
          itemStyle: { color: theme.best, borderColor: theme.card, borderWidth: 1 },
        },
      ] as never,
    },
  };
}

interface Row {
  readonly label: string;
  readonly fraction?: number;
  readonly deviation?: number;
}

/** Returns at most 15 parameters: those with a bar, then those that matter among the best alone. */
function rowsOf({ parameters, top }: ImportanceData): readonly Row[] {
  const barred = new Set(parameters.map(({ label }) => label));
  return [
    ...parameters,
    ...(top?.parameters ?? []).filter(({ label }) => !barred.has(label)).map(({ label }) => ({ label })),
  ].slice(0, 15);
}

function barsText({ parameters, fit, trials = 0 }: ImportanceData): string {
  if (parameters.length === 0)
    return `The model predicts these ${trials} trials hardly better than their mean does (R² ${shownFit(fit)}): no shares are shown.`;
  const parts = parameters.map(
    ({ label, fraction, deviation }) => `${label} ${percent(fraction)} ± ${percent(deviation)}`,
  );
  return `The share of the variance that each explains by itself: ${parts.join(', ')}.`;
}

function topText({ top }: ImportanceData): string {
  if (top === undefined) return '';
  if (top.parameters.length === 0) return `No parameter sets the best ${top.trials} trials apart from the others.`;
  const parts = top.parameters.map(({ label, fraction }) => `${label} ${percent(fraction)}`);
  return `What sets the best ${top.trials} trials apart: ${parts.join(', ')}.`;
}

/** One line: what the marks are, and how many parameters are enough. */
function noteOf({ parameters, top, fit, trials = 0, dimension }: ImportanceData): string {
  const parts = [
    parameters.length === 0 ? `R² ${shownFit(fit)} with ${trials} trials: too little is known for bars.` : '',
    top !== undefined && top.parameters.length > 0
      ? `Diamond: the share in what sets the best ${top.trials} apart.`
      : '',
    top !== undefined && top.parameters.length === 0 ? `Nothing sets the best ${top.trials} apart.` : '',
    dimension === undefined ? '' : `Effective dimension: ${dimension} of ${parameters.length}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const farthest = ({ parameters, top }: ImportanceData): number =>
  Math.max(
    0.1,
    ...parameters.map(({ fraction, deviation }) => fraction + deviation),
    ...(top?.parameters ?? []).map(({ fraction }) => fraction),
  );

/** With little data, the bars mean little, so the model's fit is shown beside them. */
const axisName = ({ parameters, fit }: ImportanceData): string =>
  fit === undefined || parameters.length === 0
    ? 'share of the variance'
    : `share of the variance (the model’s R² is ${shownFit(fit)})`;

const shownFit = (fit = 0): string => Math.max(0, fit).toFixed(2);

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
