import { figureNames, renderFigures } from '../bundled/figures.js';
import { createReportData } from './data/createReportData.js';
import type { SweepReport } from './data/sweepReport.js';

export { figureNames };

/** Renders the figures of a report as SVG, by name: `history`, `slices` and others. The same results give the same bytes. */
export const renderReportFigures = (report: SweepReport): ReadonlyMap<string, string> =>
  renderFigures(createReportData(report));
