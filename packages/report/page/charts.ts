import { TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

import type { View } from './charts/chart.js';
import { type ChartSpec, chartsOf } from './charts/chartsOf.js';
import { chartComponents } from './charts/components.js';
import { indexOf } from './charts/points.js';
import { dark, light } from './charts/theme.js';
import type { ReportData } from '../src/data/reportData.js';
import { brushToFilter, paintStrokesLater } from './brush.js';
import { byId, element } from './element.js';
import { filtered } from './filter.js';
import { savedPicture } from './savedPicture.js';
import { type Store, toggle } from './state.js';

paintStrokesLater();
use([...chartComponents, TooltipComponent, CanvasRenderer]);

/** A chart on the page. It is drawn when it comes into view, and again when its contents have changed. */
interface Drawn {
  readonly figure: HTMLElement;
  readonly box: HTMLElement;
  readonly note: HTMLElement;
  readonly selects: HTMLElement;
  spec: ChartSpec;
  /** The option that the reader has picked, by label of the choice. */
  readonly picked: Map<string, string>;
  chart?: ECharts;
  isVisible: boolean;
  isStale: boolean;
}

/** A pause after a change of the filter, in case another follows. */
const typingMs = 120;

const onWhite: View['theme'] = { ...light, card: '#ffffff' };

const darkMode = matchMedia('(prefers-color-scheme: dark)');

/** Shows all charts of the report. */
export function showCharts(data: () => ReportData, store: Store): () => void {
  let drawn: readonly Drawn[] = [];
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const item = drawn.find(({ figure }) => figure === target);
        if (item === undefined) continue;
        item.isVisible = isIntersecting;
      }
      soon(0);
    },
    { rootMargin: '300px' },
  );
  let asked = 0;
  // One after another, each after a frame, so that the page responds first and in between, and not while the reader is typing.
  const soon = (pauseMs: number): void => {
    const own = ++asked;
    afterFrame(pauseMs, () => {
      const next = own === asked ? drawn.find(({ isVisible, isStale }) => isVisible && isStale) : undefined;
      if (next === undefined) return;
      draw(next, data, store);
      soon(0);
    });
  };
  const invalidate = (pauseMs = 0): void => {
    for (const item of drawn) item.isStale = true;
    soon(pauseMs);
  };
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry === undefined || entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    invalidate();
  }).observe(byId('charts'));
  darkMode.addEventListener('change', () => invalidate());
  // Paper shows all charts, also those that have not come into view.
  addEventListener('beforeprint', () => {
    for (const item of drawn) draw(item, data, store, onPaper(item));
  });
  addEventListener('afterprint', () => invalidate());
  store.onChange((state, before) => {
    if (state.filter !== before.filter) invalidate(typingMs);
    else if (state.selected !== before.selected) invalidate();
  });
  return () => {
    const before = new Map(drawn.map((item) => [item.spec.name, item]));
    drawn = chartsOf(data()).map((spec) => {
      const known = before.get(spec.name);
      before.delete(spec.name);
      return known === undefined ? createFigure(spec, data, store) : renewed(known, spec, data, store);
    });
    for (const { chart, figure } of before.values()) {
      chart?.dispose();
      seen.unobserve(figure);
    }
    const figures = drawn.map(({ figure }) => figure);
    const section = byId('charts');
    const isSame =
      figures.length === section.children.length &&
      figures.every((figure, index) => figure === section.children[index]);
    if (!isSame) section.replaceChildren(...figures);
    fillRows(figures);
    for (const figure of figures) seen.observe(figure);
  };
}

/** Does something when a pause is over and the frame after it has been painted. */
function afterFrame(pauseMs: number, work: () => void): void {
  setTimeout(() => requestAnimationFrame(() => setTimeout(work)), pauseMs);
}

/** Puts figures side by side in pairs, except those that need the whole width; a figure without a partner gets it too. */
function fillRows(figures: readonly HTMLElement[]): void {
  let single: HTMLElement | undefined;
  for (const figure of figures) {
    figure.classList.remove('wide');
    if (wholeWidth.includes(figure.id)) {
      single?.classList.add('wide');
      single = undefined;
    } else single = single === undefined ? figure : undefined;
  }
  single?.classList.add('wide');
}

const wholeWidth: readonly string[] = ['parallel', 'slices', 'timeline'];

function createFigure(spec: ChartSpec, data: () => ReportData, store: Store): Drawn {
  const warning = dependsOnClocks.includes(spec.name) ? [element('p', {}, notDeterministic)] : [];
  const item: Drawn = {
    figure: element('figure', { id: spec.name, class: spec.name }),
    // Its title, until it is drawn and says what it shows.
    box: element('div', { class: 'chart', role: 'img', 'aria-label': spec.title }),
    note: element('p'),
    selects: element('div', { class: 'choices' }),
    spec,
    picked: new Map(),
    isVisible: false,
    isStale: true,
  };
  offerChoices(item, data, store);
  const save = element('button', { type: 'button', class: 'save', click: () => savePng(item, data, store) }, 'PNG');
  save.setAttribute('aria-label', `Save ${spec.title} as PNG`);
  item.figure.append(element('h2', {}, spec.title, save), ...warning, item.selects, item.box, item.note);
  return item;
}

/** Saves a chart with what the reader has chosen, its title and its note, on white even from a dark screen. */
function savePng(item: Drawn, data: () => ReportData, store: Store): void {
  const { spec, note } = item;
  const { title, sweep } = data();
  draw(item, data, store, { theme: onWhite, width: item.box.clientWidth });
  if (item.chart === undefined) return;
  const chart = item.chart.renderToCanvas({ pixelRatio: 2 });
  draw(item, data, store);
  const picture = savedPicture(chart, `${spec.title}: ${title}`, note.textContent, 2);
  element('a', { href: picture.toDataURL('image/png'), download: `${sweep}-${spec.name}.png` }).click();
}

/** Keeps a figure, so that nothing on the page moves when there are newer results. */
function renewed(item: Drawn, spec: ChartSpec, data: () => ReportData, store: Store): Drawn {
  const isSame = JSON.stringify(spec.choices) === JSON.stringify(item.spec.choices);
  item.spec = spec;
  if (!isSame) offerChoices(item, data, store);
  return item;
}

function offerChoices(item: Drawn, data: () => ReportData, store: Store): void {
  const chosen = chosenOf(item);
  const labels = item.spec.choices.map(({ label, options, isSlider = false }, place) => {
    const pick = (text: string): void => {
      item.picked.set(label, text);
      draw(item, data, store);
    };
    if (isSlider) return slider(item.spec.name, { label, options, at: chosen[place] ?? 0 }, pick);
    const select = element(
      'select',
      { 'data-focus': `${item.spec.name} ${label}` },
      ...options.map((text, index) => element('option', { selected: index === chosen[place] }, text)),
    );
    select.addEventListener('change', () => pick(select.value));
    return element('label', {}, `${label} `, select);
  });
  item.selects.replaceChildren(...labels);
}

interface SliderChoice {
  readonly label: string;
  readonly options: readonly string[];
  readonly at: number;
}

/** A slider through options that follow one another: by mouse, or by the arrow keys. */
function slider(chart: string, { label, options, at }: SliderChoice, pick: (option: string) => void): HTMLElement {
  const shown = element('output', {}, options[at] ?? '');
  const range = element('input', {
    type: 'range',
    min: '0',
    max: String(options.length - 1),
    value: String(at),
    'aria-valuetext': options[at] ?? '',
    'data-focus': `${chart} ${label}`,
  });
  range.addEventListener('input', () => {
    const text = options[Number(range.value)] ?? '';
    shown.textContent = text;
    range.setAttribute('aria-valuetext', text);
    pick(text);
  });
  return element('label', {}, `${label} `, range, ' ', shown);
}

/** The options that the reader has picked, if they still exist. */
const chosenOf = ({ spec, picked }: Drawn): readonly number[] =>
  spec.choices.map(({ label, options, preset }) => {
    const index = options.indexOf(picked.get(label) ?? '');
    return index < 0 ? preset : index;
  });

const dependsOnClocks: readonly string[] = ['frugal', 'timeline'];

const notDeterministic =
  'From the clocks of the machines that ran the trials. It differs between runs; everything else here follows from the results.';

/** The width of the page on A4 paper, in CSS pixels. The window still has its own when a chart is drawn for paper. */
const paperWidth = 718;

const onPaper = ({ figure }: Drawn): Pick<View, 'theme' | 'width'> => ({
  theme: onWhite,
  width: figure.classList.contains('wide') || wholeWidth.includes(figure.id) ? paperWidth : (paperWidth - 12) / 2,
});

const onScreen = ({ box }: Drawn): Pick<View, 'theme' | 'width'> => ({
  theme: darkMode.matches ? dark : light,
  width: box.clientWidth,
});

function draw(
  item: Drawn,
  data: () => ReportData,
  store: Store,
  { theme, width }: Pick<View, 'theme' | 'width'> = onScreen(item),
): void {
  item.isStale = false;
  if (width === 0) return;
  const { filter, selected } = store.get();
  const { shown } = filtered(data(), filter);
  const view: View = {
    theme,
    width,
    selected,
    ...(shown === undefined ? {} : { shown }),
  };
  const { option, height, description, note } = item.spec.draw(view, chosenOf(item));
  item.note.textContent = note ?? '';
  item.box.style.height = `${height}px`;
  item.box.setAttribute('aria-label', description);
  item.chart ??= create(item, data, store);
  // A chart that has its size would be drawn twice.
  if (item.chart.getWidth() !== width || item.chart.getHeight() !== height) item.chart.resize({ width, height });
  item.chart.setOption(option, { notMerge: item.spec.name !== 'parallel', lazyUpdate: false });
}

/** A click on a trial selects it; a stroke along a parallel axis filters. */
function create({ box, spec }: Drawn, data: () => ReportData, store: Store): ECharts {
  const chart = init(box);
  chart.on('click', (event) => {
    const index = indexOf((event as { value?: unknown }).value);
    if (index !== undefined && spec.name !== 'importance') toggle(store, index);
  });
  if (spec.name === 'parallel') brushToFilter(chart, data, store);
  return chart;
}
