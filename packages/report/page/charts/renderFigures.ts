import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { ReportData } from '../../src/data/reportData.js';
import { markup } from '../../src/html/markup.js';
import { escapeLines } from '../../src/text/escapeLines.js';
import type { Chart } from './chart.js';
import { type ChartName, chartsOf } from './chartsOf.js';
import { chartComponents } from './components.js';
import { light, type Theme } from './theme.js';

use([...chartComponents, SVGRenderer]);

const width = 760;

/** All figures that a report may have: its charts, except the one that depends on a clock. */
export const figureNames: readonly ChartName[] = [
  'history',
  'importance',
  'parallel',
  'slices',
  'contour',
  'curves',
  'distribution',
  'metrics',
];

/** Renders the report's figures as SVG, by name, without the one that depends on a clock. Same results, same bytes. */
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
  return `${escapeLines(withTitle(plain(svg), description))}\n`;
}

/**
 * Removes what the library adds for a browser: its own attributes, hover styles, and counters of everything that it has
 * drawn in the process. It escapes every quote within texts, so these patterns cannot match there.
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
    (_, attributes: string) => `<svg role="img"${attributes}>\n${markup`<title>${description}</title>`.markup}`,
  );
