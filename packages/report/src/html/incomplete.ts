import type { ReportData } from '../data/reportData.js';
import { markup, type Markup } from './markup.js';

/** The trials that did not complete and can say why; folded, since there may be many. None if there are none. */
export function renderIncomplete({ trials }: ReportData): Markup | undefined {
  const told = Object.entries(trials.reasons).map(([key, why]) => {
    const index = Number(key);
    return markup`<dt>${trials.number[index] ?? ''}: <code>${trials.id[index] ?? ''}</code>, ${trials.outcome[index] ?? ''}</dt><dd><pre tabindex="0">${why}</pre></dd>`;
  });
  if (told.length === 0) return undefined;
  return markup`<details><summary>Errors and reasons (${told.length})</summary><dl>${told}</dl></details>`;
}
