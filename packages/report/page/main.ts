import type { ReportData } from '../src/data/reportData.js';
import { showCharts } from './charts.js';
import { showBestCopies, showCompare } from './compare.js';
import { byId } from './element.js';
import { showFilter } from './filter.js';
import { followAddress, fromHash } from './hash.js';
import { offerHelp } from './help.js';
import { keepFocus } from './keepFocus.js';
import { followSweep } from './live.js';
import { plainNames } from './plainNames.js';
import { showCost } from './showCost.js';
import { createStore } from './state.js';
import { showTable } from './table.js';

declare global {
  interface Window {
    /** Shows newer results, and keeps the reader's choices. */
    nxTune?: { update(data: ReportData): void };
  }
}

let data = readData(document);
const current = (): ReportData => data;
const store = createStore(fromHash(location.hash, data));
const arrange = showCharts(current, store);
arrange();
for (const show of [showFilter, showCompare, showTable]) show(current, store)();
showBestCopies(data);
showCost(data);
byId('bar').hidden = false;
followAddress(current, store);
offerHelp();
followSweep((newer) => {
  keepFocus(() => {
    takeOver(newer);
    update(readData(newer));
    showBestCopies(data);
  });
});
window.nxTune = { update };

/** Indices of trials may change with newer results, so selected trials are found by their ids. */
function update(newer: ReportData): void {
  const ids = store.get().selected.map((index) => data.trials.id[index]);
  const places = new Map(newer.trials.id.map((id, index) => [id, index]));
  data = newer;
  showCost(data);
  arrange();
  store.set({ selected: ids.flatMap((id) => places.get(id ?? '') ?? []) });
}

/** Takes over the parts of the page that the server renders and the script does not. */
function takeOver(newer: Document): void {
  for (const id of ['about', 'best', 'constants', 'incomplete', 'made']) {
    const [old, fresh] = [byId(id), newer.getElementById(id)];
    if (fresh === null || fresh.innerHTML === old.innerHTML) continue;
    const isOpen = old.querySelector('details')?.open ?? false;
    old.replaceChildren(...fresh.childNodes);
    for (const details of old.querySelectorAll('details')) details.open = isOpen;
  }
  const placeholder = newer.getElementById('filter')?.getAttribute('placeholder') ?? '';
  byId('filter').setAttribute('placeholder', placeholder);
}

function readData(page: Document): ReportData {
  const timing = read(page, 'timing');
  return plainNames({ ...read(page, 'data'), ...(timing === undefined ? {} : { timing }) } as ReportData);
}

function read(page: Document, id: string): object | undefined {
  const text = page.getElementById(id)?.textContent ?? '';
  return text === '' ? undefined : (JSON.parse(text) as object);
}
