import type { ReportData } from '../src/data/reportData.js';
import { mostSelected, type State, type Store } from './state.js';

/** Writes a state as the part of an address after `#`, so that a view can be shared; trials by their ids. */
function toHash({ filter, selected, sort, page }: State, { trials }: ReportData): string {
  const parts = new URLSearchParams();
  if (filter !== '') parts.set('filter', filter);
  if (selected.length > 0) parts.set('trials', selected.map((index) => trials.id[index]).join(','));
  if (sort.column !== 'rank' || sort.descending) parts.set('sort', `${sort.descending ? '-' : ''}${sort.column}`);
  if (page > 0) parts.set('page', String(page + 1));
  return parts.toString();
}

/** Reads a state; trials that do not exist are ignored. */
export function fromHash(hash: string, { trials }: ReportData): State {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const sort = parts.get('sort') ?? 'rank';
  const page = Math.floor(Number(parts.get('page') ?? 1)) - 1;
  const selected = (parts.get('trials') ?? '').split(',').map((id) => trials.id.indexOf(id));
  return {
    filter: parts.get('filter') ?? '',
    selected: [...new Set(selected)].filter((index) => index >= 0).slice(0, mostSelected),
    sort: { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    page: page > 0 ? page : 0,
  };
}

/** Keeps the address and the reader's state in step, in both directions. */
export function followAddress(data: () => ReportData, store: Store): void {
  let written = location.hash.replace(/^#/, '');
  store.onChange((state) => {
    const hash = toHash(state, data());
    if (hash === written) return;
    written = hash;
    history.replaceState(null, '', `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`);
  });
  addEventListener('hashchange', () => {
    written = location.hash.replace(/^#/, '');
    store.set(fromHash(written, data()));
  });
}
