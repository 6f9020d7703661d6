import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { ReportData } from '../../src/data/reportData.js';
import type { SweepProgress } from '../../src/data/progressOf.js';
import { markup } from '../../src/html/markup.js';
import { escapeLines } from '../../src/text/escapeLines.js';
import { wrap } from '../../src/text/wrap.js';
import type { Chart, View } from './chart.js';
import { type ChartName, chartsOf } from './chartsOf.js';
import { chartComponents } from './components.js';
import { sweepsProgress } from './sweepsProgress.js';
import { light } from './theme.js';

use([...chartComponents, SVGRenderer]);

const width = 760;

/** All figures that a report may have: its charts, except those that depend on a clock. */
export const figureNames: readonly ChartName[] = [
  'goals',
  'hypervolume',
  'history',
  'checked',
  'importance',
  'parallel',
  'slices',
  'contour',
  'model',
  'curves',
  'distribution',
  'metrics',
];

/** The background of a figure: the colour of the page's charts, white or nothing. */
export type Background = 'page' | 'white' | 'none';

/** Renders the report's figures as SVG, by name, without those that depend on a clock. Same results, same bytes. */
export function renderFigures(data: ReportData, background: Background = 'page'): ReadonlyMap<ChartName, string> {
  const view = viewOn(background);
  const charts = chartsOf(data)
    .filter(({ name }) => figureNames.includes(name))
    .map((spec) => [spec.name, toSvg(spec.draw(view), `${spec.title}: ${data.title}`, view)] as const);
  return new Map(charts);
}

/** The content of a figure of several sweeps. */
export interface ProgressFigure {
  readonly title: string;
  readonly lines: readonly SweepProgress[];
  /** The unit in which the sweeps spent, as the name of an axis. */
  readonly spent: string;
  readonly metric: ReportData['metric'];
}

/** Renders the best so far of several sweeps, of one metric, as SVG. */
export function renderProgressFigure(
  { title, lines, spent, metric }: ProgressFigure,
  background: Background = 'page',
): string {
  const view = viewOn(background);
  return toSvg(sweepsProgress(lines, view, spent, metric), title, view);
}

const viewOn = (background: Background): View => ({
  theme: background === 'page' ? light : { ...light, card: background === 'white' ? '#ffffff' : 'transparent' },
  width,
  selected: [],
});

/** The room above a chart for its title. */
const titleHeight = 30;
/** The room below a chart for the first line of its note, and for each other. */
const [noteHeight, lineHeight] = [24, 16];
/** The most letters in a line of a note, which must have room in the widest usual font. */
const noteColumns = 108;

function toSvg({ option, height, description, note }: Chart, title: string, { theme }: View): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const { tooltip: _, ...still } = option;
  chart.setOption({ ...still, backgroundColor: 'transparent' });
  const svg = plain(chart.renderToSVGString()).replace(/^<svg[^>]*>|<\/svg>\s*$/g, '');
  chart.dispose();
  const lines = note === undefined ? [] : wrap(note, noteColumns);
  const total =
    height + titleHeight + (note === undefined ? 0 : noteHeight) + lineHeight * Math.max(0, lines.length - 1);
  const head = markup`<svg role="img" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" xmlns="http://www.w3.org/2000/svg" version="1.1">
<title>${description}</title>
<rect width="${width}" height="${total}" fill="${theme.card}"/>
<text x="12" y="21" font-family="system-ui, sans-serif" font-size="15" font-weight="600" fill="${theme.ink}">${title}</text>
<g transform="translate(0 ${titleHeight})">`;
  const below = lines.map(
    (line, index) =>
      markup`\n<text x="12" y="${total - 9 - lineHeight * (lines.length - 1 - index)}" font-family="system-ui, sans-serif" font-size="12" fill="${theme.soft}">${line}</text>`
        .markup,
  );
  return `${escapeLines(`${head.markup}${svg}</g>${below.join('')}\n</svg>`)}\n`;
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
