import type { ReportData } from '../data/reportData.js';
import { markup, type Markup } from './markup.js';

/** Lists the trials that did not complete for a stated reason; folded, since there may be many. Undefined if there are none. */
export function renderIncomplete({ trials }: ReportData): Markup | undefined {
  const entries = Object.entries(trials.reasons).map(([key, why]) => {
    const index = Number(key);
    return markup`<dt>${trials.number[index] ?? ''}: <code>${trials.id[index] ?? ''}</code>, ${trials.outcome[index] ?? ''}</dt><dd><pre tabindex="0">${why}</pre></dd>`;
  });
  if (entries.length === 0) return undefined;
  return markup`<details><summary>Errors and reasons (${entries.length})</summary><dl>${entries}</dl></details>`;
}
