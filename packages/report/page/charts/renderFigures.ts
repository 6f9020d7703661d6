import { BarChart, CustomChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, ParallelComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { ReportData } from '../../src/data/reportData.js';
import { escapeControl } from '../../src/text/escapeControl.js';
import type { Chart } from './chart.js';
import { type ChartName, chartsOf } from './chartsOf.js';
import { light, type Theme } from './theme.js';

use([
  BarChart,
  CustomChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  GridComponent,
  MarkLineComponent,
  ParallelComponent,
  SVGRenderer,
]);

const width = 760;

/** All figures that a report may have: its charts but the one that depends on a clock. */
export const figureNames: readonly ChartName[] = [
  'history',
  'importance',
  'parallel',
  'slices',
  'contour',
  'curves',
  'distribution',
];

/** The report's figures as SVG, by name; those that depend on a clock are not among them. Same results, same bytes. */
export function renderFigures(data: ReportData, theme: Theme = light): ReadonlyMap<ChartName, string> {
  const view = { theme, width, selected: [] };
  const charts = chartsOf(data)
    .filter(({ name }) => figureNames.includes(name))
    .map((spec) => [spec.name, toSvg(spec.draw(view))] as const);
  return new Map(charts);
}

function toSvg({ option, height, description }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const { tooltip: _, ...still } = option;
  chart.setOption(still);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${withTitle(plain(svg), description).split('\n').map(escapeControl).join('\n')}\n`;
}

/**
 * What the library adds for a browser is taken out: marks of its own, styles under a pointer, and the counters of all
 * that it has drawn in the process. Within texts it has escaped every quote, so that none of this is found there.
 */
function plain(svg: string): string {
  const names = new Map<string, string>();
  const rename = (name: string): string => {
    const known = names.get(name) ?? `clip${names.size}`;
    names.set(name, known);
    return known;
  };
  return svg
    .replace(/ (prev|next|class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/<style[^>]*>.*?<\/style>/s, '')
    .replace(/zr\d+-c\d+/g, rename);
}

const withTitle = (svg: string, description: string): string =>
  svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) => `<svg role="img"${attributes}>\n<title>${escapeXml(description)}</title>`,
  );

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
