import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';

import { categoriesOf } from '../../src/data/paramText.js';
import type { ParamData } from '../../src/data/reportData.js';
import { extentOf } from './field.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import type { Theme } from './theme.js';

interface AxisOptions {
  readonly name: string;
  /** Ends that do not follow from the values; they are not round numbers, and get no labels. */
  readonly ends?: { readonly min?: number; readonly max?: number };
  /** Ends that get labels. */
  readonly span?: readonly [number, number];
  readonly scale?: ParamData['scale'];
  readonly categories?: readonly string[];
  readonly gridIndex?: number;
}

/** A horizontal axis with its name below the middle. */
export const xAxis = (theme: Theme, options: AxisOptions): XAXisComponentOption =>
  ({ ...axis(theme, options), nameLocation: 'middle', nameGap: 28 }) as XAXisComponentOption;

/** A vertical axis with its name above it. */
export const yAxis = (theme: Theme, options: AxisOptions): YAXisComponentOption =>
  ({
    ...axis(theme, options),
    nameLocation: 'end',
    nameGap: 12,
    nameTextStyle: { align: 'left', padding: [0, 0, 0, -40], color: theme.ink },
  }) as YAXisComponentOption;

/** The options of an axis for a parameter: it spans what the file allows, so that values at its edge are seen there. */
export const paramAxis = (param: ParamData): AxisOptions => ({
  name: param.label,
  ...(param.bounds === undefined ? {} : { span: extentOf([...param.values, ...param.bounds]) }),
  scale: param.scale,
  categories: categoriesOf(param),
});

function axis(
  theme: Theme,
  { name, ends = {}, scale = 'linear', categories = [], gridIndex = 0, span }: AxisOptions,
): object {
  return {
    name,
    gridIndex,
    type: scale === 'linear' ? 'value' : scale,
    ...(scale === 'category' ? { data: categories } : { scale: true }),
    ...(scale === 'log' ? { logBase: 10 } : {}),
    ...(span === undefined ? {} : { min: span[0], max: span[1] }),
    ...ends,
    nameTextStyle: { color: theme.ink },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.soft } },
    axisTick: { lineStyle: { color: theme.soft } },
    axisLabel: {
      color: theme.soft,
      hideOverlap: true,
      ...(scale === 'category' ? {} : { formatter: formatNumber }),
      ...(ends.min === undefined ? {} : { showMinLabel: false }),
      ...(ends.max === undefined ? {} : { showMaxLabel: false }),
    },
    splitLine: { lineStyle: { color: theme.line } },
  };
}
