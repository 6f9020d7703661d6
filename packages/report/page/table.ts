import { hasRow } from '../src/data/withMeans.js';
import type { ReportData } from '../src/data/reportData.js';
import { byId, element } from './element.js';
import { filtered } from './filter.js';
import { selectedClass } from './compare.js';
import { type Store, toggle } from './state.js';
import { type TableColumn, tableColumns } from './trialFacts.js';

/** Rows per page. */
const pageSize = 25;

/** Shows the table of trials, page by page: a click on a heading sorts it, and a box in each row selects the trial. */
export function showTable(data: () => ReportData, store: Store): () => void {
  const head = byId('trials-head');
  const body = byId('trials-body');
  const pages = byId('pages');
  const render = (): void => {
    const columns = tableColumns(data());
    const order = orderOf(data(), columns, store);
    const last = Math.max(0, Math.ceil(order.length / pageSize) - 1);
    const page = Math.min(store.get().page, last);
    head.replaceChildren(headRow(columns, store, data().trials.id.length));
    body.replaceChildren(
      ...order.slice(page * pageSize, (page + 1) * pageSize).map((index) => row(data(), columns, store, index)),
    );
    pages.replaceChildren(...pageButtons(store, page, last, order.length));
  };
  store.onChange(render);
  return render;
}

/** Indices of the trials that match the filter, in the order of the table. */
function orderOf(data: ReportData, columns: readonly TableColumn[], store: Store): readonly number[] {
  const { filter, sort } = store.get();
  const { shown } = filtered(data, filter);
  const column = columns.find(({ label }) => label === sort.column) ?? columns[0];
  const indices = data.trials.id
    .map((_, index) => index)
    .filter((index) => hasRow(data, index) && (shown?.[index] ?? true));
  if (column === undefined) return indices;
  const sign = sort.descending ? -1 : 1;
  // Of those that share a rank with it, the best comes first.
  const rank = (index: number): number => (data.trials.rank[index] ?? 0) - (index === data.best ? 0.5 : 0);
  return indices.toSorted((a, b) => byValue(column.value(a), column.value(b), sign) || rank(a) - rank(b));
}

/** Numbers come before texts, and missing values last, whichever way the table is sorted. */
function byValue(a: string | number | undefined, b: string | number | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return sign * (a < b ? -1 : a > b ? 1 : 0);
}

function headRow(columns: readonly TableColumn[], store: Store, count: number): HTMLElement {
  const places = Array.from({ length: count }, (_, index) => index);
  const isText = (column: TableColumn): boolean => {
    const first = places.find((index) => column.value(index) !== undefined);
    return first !== undefined && typeof column.value(first) === 'string';
  };
  const { sort } = store.get();
  const cells = columns.map((column) => {
    const { label } = column;
    const isSorted = label === sort.column;
    const direction = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const click = (): void => store.set({ sort: { column: label, descending: isSorted && !sort.descending }, page: 0 });
    return element(
      'th',
      { scope: 'col', 'aria-sort': direction, ...(isText(column) ? { class: 'text' } : {}) },
      element('button', { type: 'button', 'data-focus': `sort ${label}`, click }, label),
    );
  });
  return element('tr', {}, element('th', { scope: 'col' }, element('span', { class: 'hidden' }, 'selected')), ...cells);
}

function row(data: ReportData, columns: readonly TableColumn[], store: Store, index: number): HTMLElement {
  const { trials, best } = data;
  const { selected } = store.get();
  const isSelected = selected.includes(index);
  const box = element('input', {
    type: 'checkbox',
    'aria-label': `Select trial ${trials.number[index]}`,
    'data-focus': `select ${trials.id[index]}`,
    change: () => toggle(store, index),
  });
  box.checked = isSelected;
  const classes = [index === best ? 'best' : (trials.outcome[index] ?? ''), selectedClass(selected, index)]
    .join(' ')
    .trim();
  const cells = columns.map((column) => {
    const text = column.text(index);
    return element('td', typeof column.value(index) === 'number' ? {} : { class: 'text' }, text);
  });
  return element('tr', { class: classes }, element('td', { class: 'pick' }, box), ...cells);
}

function pageButtons(store: Store, page: number, last: number, count: number): readonly (Node | string)[] {
  if (last === 0) return [];
  const button = (text: string, to: number, isOff: boolean): HTMLElement =>
    element(
      'button',
      { type: 'button', disabled: isOff, 'data-focus': `page ${text}`, click: () => store.set({ page: to }) },
      text,
    );
  const [from, to] = [page * pageSize + 1, Math.min(count, (page + 1) * pageSize)];
  return [
    button('First', 0, page === 0),
    button('Previous', page - 1, page === 0),
    element('span', {}, `${from}–${to} of ${count}`),
    button('Next', page + 1, page === last),
    button('Last', last, page === last),
  ];
}
