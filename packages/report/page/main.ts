import type { ReportData } from '../src/data/reportData.js';
import { showCharts } from './charts.js';
import { showCompare } from './compare.js';
import { byId } from './element.js';
import { showFilter } from './filter.js';
import { createStore } from './state.js';
import { showTable } from './table.js';

declare global {
  interface Window {
    /** For a server of a running sweep: shows newer results, and keeps what the reader has chosen. */
    nxTune?: { update(data: ReportData): void };
  }
}

let data = { ...read('data'), timing: read('timing') ?? undefined } as ReportData;
const store = createStore({ filter: '', selected: [], sort: { column: 'rank', descending: false }, page: 0 });
const current = (): ReportData => data;
const parts = [showFilter, showCharts, showCompare, showTable].map((show) => show(current, store));
const render = (): void => {
  for (const part of parts) part();
};
byId('bar').hidden = false;
render();
window.nxTune = {
  update: (newer) => {
    const chosen = new Set(store.get().selected.map((index) => data.trials.id[index]));
    data = newer;
    const selected = newer.trials.id.flatMap((id, index) => (chosen.has(id) ? [index] : []));
    render();
    store.set({ selected });
  },
};

function read(id: string): object | undefined {
  const text = document.getElementById(id)?.textContent ?? '';
  return text === '' ? undefined : (JSON.parse(text) as object);
}
