import type { ReportData } from '../src/data/reportData.js';
import { parseFilter } from '../src/select/parseFilter.js';
import { formatTrialCount } from '../src/text/formatPlan.js';
import { byId } from './element.js';
import type { Store } from './state.js';
import { namesOf, rowOf } from './trialFacts.js';

/** The trials that a filter matches, by index; absent if there is no filter or if it cannot be read. */
export interface Filtered {
  readonly shown?: readonly boolean[];
  readonly problem?: string;
}

let last: { readonly data: ReportData; readonly text: string; readonly filtered: Filtered } | undefined;

/** Applies a filter once for all parts of the page. */
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

/** Shows the filter's field and its effect, which screen readers announce. */
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
