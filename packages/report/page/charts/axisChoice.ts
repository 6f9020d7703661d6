import { axisLabels, type MetricAxis } from './metricAxis.js';

/** A choice that a chart offers to its reader. */
export interface ChartChoice {
  readonly label: string;
  readonly options: readonly string[];
  /** Index of the default option. */
  readonly preset: number;
  /** True if the options follow one another, so that a slider goes through them. */
  readonly isSlider?: boolean;
}

/**
 * The ways to draw metrics of which a reader picks some: one that cannot be drawn so is drawn in its best way, and all are where that
 * is a logarithm for some.
 */
export function axisChoice(...metrics: readonly (readonly MetricAxis[])[]): readonly ChartChoice[] {
  const known = new Set(metrics.flatMap((axes) => axes.map(({ label }) => label)));
  const labels = axisLabels.filter((label) => known.has(label) && !(label === 'linear' && known.has(axisLabels[0])));
  const isByItself = metrics.some(([best]) => best?.scale === 'log');
  const options = isByItself ? ['automatic', ...labels] : labels;
  return options.length < 2 ? [] : [{ label: 'Axis', options, preset: 0 }];
}
