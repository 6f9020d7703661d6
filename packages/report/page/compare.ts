import type { ReportData } from '../src/data/reportData.js';
import { formatParams } from '../src/text/formatParams.js';
import { byId, element } from './element.js';
import { mostSelected, type Store, toggle } from './state.js';
import { type TableColumn, tableColumns, paramsOf } from './trialFacts.js';

/** Shows the selected trials side by side, with differences marked. Each can be copied as YAML or JSON. */
export function showCompare(data: () => ReportData, store: Store): () => void {
  const section = byId('compare');
  const render = (): void => {
    const { selected } = store.get();
    section.hidden = selected.length === 0;
    section.replaceChildren(...(selected.length === 0 ? [] : content(data(), store)));
  };
  store.onChange(render);
  return render;
}

/** The class for a selected trial's colour; empty if it is not selected. */
export function selectedClass(selected: readonly number[], index: number): string {
  const place = selected.indexOf(index);
  return place < 0 ? '' : `selected selected${place % mostSelected}`;
}

function content(data: ReportData, store: Store): readonly Node[] {
  const { selected } = store.get();
  const heads = selected.map((index) =>
    element(
      'th',
      { scope: 'col', class: selectedClass(selected, index) },
      `trial ${data.trials.number[index]}`,
      element('div', { class: 'copies' }, ...copies(data, store, index)),
    ),
  );
  const rows = [...tableColumns(data), outcome(data)].map((column) => compareRow(column, selected));
  return [
    element('h2', { id: 'compare-title' }, selected.length === 1 ? 'Selected trial' : 'Selected trials'),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'compare-title' },
      element(
        'table',
        { class: 'compare' },
        element('thead', {}, element('tr', {}, element('td'), ...heads)),
        element('tbody', {}, ...rows),
      ),
    ),
  ];
}

const outcome = ({ trials }: ReportData): TableColumn => ({
  label: 'outcome',
  text: (index) => [trials.outcome[index], trials.reasons[index]].filter((text) => text !== undefined).join(': '),
  value: (index) => trials.outcome[index],
});

function compareRow(column: TableColumn, selected: readonly number[]): HTMLElement {
  const texts = selected.map((index) => column.text(index));
  const differs = texts.some((text) => text !== texts[0]);
  const cells = texts.map((text) =>
    element('td', {}, differs ? element('strong', {}, text === '' ? '–' : text) : text === '' ? '–' : text),
  );
  return element('tr', differs ? { class: 'differs' } : {}, element('th', { scope: 'row' }, column.label), ...cells);
}

/** Most readers come for the best trial's params, so these can be copied without selecting it. */
export function showBestCopies(data: ReportData): void {
  const place = document.getElementById('copies');
  if (place !== null && data.best !== null) place.replaceChildren(...copyButtons(data, data.best));
}

const copies = (data: ReportData, store: Store, index: number): readonly Node[] => [
  ...copyButtons(data, index),
  element(
    'button',
    {
      type: 'button',
      'aria-label': `Deselect trial ${data.trials.number[index]}`,
      'data-focus': `deselect ${data.trials.id[index]}`,
      click: () => toggle(store, index),
    },
    '×',
  ),
];

function copyButtons(data: ReportData, index: number): readonly Node[] {
  const number = data.trials.number[index];
  const params = paramsOf(data, index);
  const mark = (what: string): string => `${what} ${data.trials.id[index]}`;
  return [
    copyButton(
      mark('yaml'),
      'YAML',
      `Copy the params of trial ${number} as YAML`,
      () => `${formatParams(params as never)}\n`,
    ),
    copyButton(
      mark('json'),
      'JSON',
      `Copy the params of trial ${number} as JSON`,
      () => `${JSON.stringify(params, null, 2)}\n`,
    ),
  ];
}

function copyButton(mark: string, text: string, label: string, content: () => string): HTMLElement {
  const button = element('button', { type: 'button', 'aria-label': label, 'data-focus': mark }, text);
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(content()).then(
      () => say(button, text, 'Copied'),
      () => offer(button, label, content()),
    );
  });
  return button;
}

function say(button: HTMLElement, text: string, said: string): void {
  button.textContent = said;
  byId('said').textContent = said;
  setTimeout(() => {
    button.textContent = text;
    byId('said').textContent = '';
  }, 1500);
}

/** If the browser denies access to the clipboard, shows the text, selected, to be copied by hand. */
function offer(button: HTMLElement, label: string, content: string): void {
  const area = element('textarea', { readonly: true, rows: '8', 'aria-label': `${label}: press Ctrl+C` });
  area.value = content;
  area.addEventListener('blur', () => area.remove());
  button.parentElement?.append(area);
  area.select();
}
