import type { EChartsOption } from 'echarts';

import type { Theme } from './theme.js';

/** How a chart is looked at. */
export interface View {
  readonly theme: Theme;
  /** In CSS pixels. */
  readonly width: number;
  /** By index: whether the filter lets a trial through. All of them where there is none. */
  readonly shown?: readonly boolean[];
  /** Indices of the selected trials, in the order of their selection. */
  readonly selected: readonly number[];
}

/** A chart to be drawn, by a browser or as SVG. */
export interface Chart {
  readonly option: EChartsOption;
  readonly height: number;
  /** What one sees, in a sentence. */
  readonly description: string;
  /** What a reader must know beside it. */
  readonly note?: string;
}

const font = 'system-ui, -apple-system, Roboto, Helvetica, Arial, sans-serif';

/** What all charts share. */
export const base = ({ theme }: View): EChartsOption => ({
  animation: false,
  backgroundColor: theme.card,
  textStyle: { color: theme.ink, fontFamily: font },
});

export const isShown = ({ shown }: View, index: number): boolean => shown?.[index] ?? true;

/** The colour of a selected trial, or undefined. */
export function selectedColor({ selected, theme }: View, index: number): string | undefined {
  const place = selected.indexOf(index);
  return place < 0 ? undefined : theme.selected[place % theme.selected.length];
}
