import type { EChartsOption } from 'echarts';

import type { Theme } from './theme.js';

/** The way in which a reader looks at a chart. */
export interface View {
  readonly theme: Theme;
  /** In CSS pixels. */
  readonly width: number;
  /** True, by index, for trials that the filter matches. Absent if there is no filter. */
  readonly shown?: readonly boolean[];
  /** Indices of the selected trials, in the order of their selection. */
  readonly selected: readonly number[];
}

/** A chart to be drawn in a browser or as SVG. */
export interface Chart {
  readonly option: EChartsOption;
  readonly height: number;
  /** A sentence that describes what the chart shows. */
  readonly description: string;
  /** A note that a reader needs beside the chart. */
  readonly note?: string;
}

const font = 'system-ui, -apple-system, Roboto, Helvetica, Arial, sans-serif';

/** Options that all charts share. */
export const base = ({ theme }: View): EChartsOption => ({
  animation: false,
  backgroundColor: theme.card,
  textStyle: { color: theme.ink, fontFamily: font },
});

export const isShown = ({ shown }: View, index: number): boolean => shown?.[index] ?? true;

/** The colour of a selected trial; undefined if it is not selected. */
export function selectedColor({ selected, theme }: View, index: number): string | undefined {
  const place = selected.indexOf(index);
  return place < 0 ? undefined : theme.selected[place % theme.selected.length];
}
