import { spentOn, spentText } from '../src/data/spentOn.js';
import type { ReportData } from '../src/data/reportData.js';
import { byId } from './element.js';

/** Shows what the trials cost. It is not the same each time, and so not part of the page as it was written. */
export function showCost({ timing = [], pricePerHour }: Pick<ReportData, 'timing' | 'pricePerHour'>): void {
  const cost = spentOn(timing);
  const line = byId('cost');
  line.hidden = cost === undefined;
  line.textContent = cost === undefined ? '' : `${spentText(cost, pricePerHour)}.`;
}
