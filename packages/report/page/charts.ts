import { BarChart, CustomChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, ParallelComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

import type { View } from './charts/chart.js';
import { type ChartSpec, chartsOf } from './charts/chartsOf.js';
import { indexOf } from './charts/points.js';
import { dark, light } from './charts/theme.js';
import type { ReportData } from '../src/data/reportData.js';
import { brushToFilter } from './brush.js';
import { byId, element } from './element.js';
import { filtered } from './filter.js';
import { type Store, toggle } from './state.js';

use([
  BarChart,
  CustomChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  GridComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** A chart on the page. It is drawn when it comes into view, and anew when what it shows has changed meanwhile. */
interface Drawn {
  readonly figure: HTMLElement;
  readonly box: HTMLElement;
  readonly note: HTMLElement;
  readonly spec: ChartSpec;
  readonly chosen: number[];
  chart?: ECharts;
  isVisible: boolean;
  isStale: boolean;
}

const darkMode = matchMedia('(prefers-color-scheme: dark)');

/** All charts of the report. */
export function showCharts(data: () => ReportData, store: Store): () => void {
  let drawn: readonly Drawn[] = [];
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const item = drawn.find(({ figure }) => figure === target);
        if (item === undefined) continue;
        item.isVisible = isIntersecting;
        refresh(item);
      }
    },
    { rootMargin: '300px' },
  );
  const refresh = (item: Drawn): void => {
    if (item.isVisible && item.isStale) draw(item, data(), store);
  };
  const invalidate = (): void => {
    for (const item of drawn) {
      item.isStale = true;
      refresh(item);
    }
  };
  new ResizeObserver(later(invalidate)).observe(byId('charts'));
  darkMode.addEventListener('change', invalidate);
  store.onChange((state, before) => {
    if (state.filter !== before.filter || state.selected !== before.selected) invalidate();
  });
  return () => {
    seen.disconnect();
    for (const { chart } of drawn) chart?.dispose();
    drawn = chartsOf(data()).map((spec) => createFigure(spec, drawn, (item) => draw(item, data(), store)));
    byId('charts').replaceChildren(...drawn.map(({ figure }) => figure));
    for (const { figure } of drawn) seen.observe(figure);
  };
}

function createFigure(spec: ChartSpec, before: readonly Drawn[], redraw: (item: Drawn) => void): Drawn {
  const known = before.find((other) => other.spec.name === spec.name);
  const box = element('div', { class: 'chart', role: 'img' });
  const warning = spec.name === 'timeline' ? [element('p', {}, notDeterministic)] : [];
  const item: Drawn = {
    figure: element('figure', { id: spec.name, class: spec.name }),
    box,
    note: element('p'),
    spec,
    chosen: known?.chosen ?? spec.choices.map(({ preset }) => preset),
    isVisible: false,
    isStale: true,
  };
  const choices = spec.choices.map((choice, place) => {
    const options = choice.options.map((text, index) =>
      element('option', { value: String(index), selected: index === item.chosen[place] }, text),
    );
    const select = element('select', {}, ...options);
    select.addEventListener('change', () => {
      item.chosen[place] = Number(select.value);
      redraw(item);
    });
    return element('label', {}, `${choice.label} `, select);
  });
  item.figure.append(element('h2', {}, spec.title), ...warning, ...choices, box, item.note);
  return item;
}

const notDeterministic =
  'From the clock of the machines that ran the trials. It differs between runs; all else here follows from the results.';

function draw(item: Drawn, data: ReportData, store: Store): void {
  const width = item.box.clientWidth;
  if (width === 0) return;
  const { filter, selected } = store.get();
  const { shown } = filtered(data, filter);
  const view: View = {
    theme: darkMode.matches ? dark : light,
    width,
    selected,
    ...(shown === undefined ? {} : { shown }),
  };
  const { option, height, description, note } = item.spec.draw(view, item.chosen);
  item.isStale = false;
  item.note.textContent = note ?? '';
  item.box.style.height = `${height}px`;
  item.box.setAttribute('aria-label', description);
  item.chart ??= create(item, data, store);
  item.chart.resize({ width, height });
  item.chart.setOption(option, { notMerge: item.spec.name !== 'parallel', lazyUpdate: false });
}

/** A click on a trial selects it; a stroke along a parallel axis filters. */
function create({ box, spec }: Drawn, data: ReportData, store: Store): ECharts {
  const chart = init(box);
  chart.on('click', (event) => {
    const index = indexOf((event as { value?: unknown }).value);
    if (index !== undefined && spec.name !== 'importance') toggle(store, index);
  });
  if (spec.name === 'parallel') brushToFilter(chart, data, store);
  return chart;
}

/** Once for many calls within a frame. */
function later(action: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      action();
    });
  };
}
