import type { ReportData } from '../src/data/reportData.js';
import { parseFilter } from '../src/select/parseFilter.js';
import { formatTrialCount } from '../src/text/formatPlan.js';
import { byId } from './element.js';
import type { Store } from './state.js';
import { namesOf, rowOf } from './trialFacts.js';

/** Which trials a filter lets through, by index; undefined without one. A filter that cannot be read lets all through. */
export interface Filtered {
  readonly shown?: readonly boolean[];
  readonly problem?: string;
}

let last: { readonly data: ReportData; readonly text: string; readonly filtered: Filtered } | undefined;

/** All parts of the page ask for the same filter: it is applied once. */
export function filtered(data: ReportData, text: string): Filtered {
  if (last?.data !== data || last.text !== text) last = { data, text, filtered: apply(data, text) };
  return last.filtered;
}

function apply(data: ReportData, text: string): Filtered {
  if (text.trim() === '') return {};
  const parsed = parseFilter(text, namesOf(data));
  if (!parsed.ok) return { problem: `Column ${parsed.column}: ${parsed.message}.` };
  return { shown: data.trials.id.map((_, index) => parsed.filter(rowOf(data, index))) };
}

/** The filter's field, and what it says of its effect; a screen reader hears it. */
export function showFilter(data: () => ReportData, store: Store): () => void {
  const input = byId('filter') as HTMLInputElement;
  const status = byId('status');
  const clear = byId('clear') as HTMLButtonElement;
  input.addEventListener('input', () => store.set({ filter: input.value, page: 0 }));
  clear.addEventListener('click', () => {
    store.set({ filter: '', selected: [], page: 0 });
    input.focus();
  });
  const render = (): void => {
    const { filter, selected } = store.get();
    if (input.value !== filter) input.value = filter;
    const { shown, problem } = filtered(data(), filter);
    const total = data().trials.id.length;
    const count = shown === undefined ? total : shown.filter(Boolean).length;
    const chosen = selected.length === 0 ? '' : `, ${selected.length} selected`;
    status.textContent = problem ?? `${shown === undefined ? '' : `${count} of `}${formatTrialCount(total)}${chosen}`;
    input.setAttribute('aria-invalid', String(problem !== undefined));
    clear.hidden = filter === '' && selected.length === 0;
  };
  store.onChange(render);
  return render;
}
