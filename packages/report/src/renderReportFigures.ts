import { type Background, figureNames, renderFigures, renderProgressFigure } from '../bundled/figures.js';
import { createReportData } from './data/createReportData.js';
import { progressOf, type Spent } from './data/progressOf.js';
import type { SweepReport } from './data/sweepReport.js';

export { type Background, figureNames, type Spent };

/** Renders the figures of a report as SVG, by name: `history`, `slices` and others. The same results give the same bytes. */
export const renderReportFigures = (report: SweepReport, background?: Background): ReadonlyMap<string, string> =>
  renderFigures(createReportData(report), background);

/** Renders the best so far of sweeps of a project that share a metric, against what they spent, as SVG. */
export function renderSweepsFigure(
  reports: readonly [SweepReport, ...SweepReport[]],
  by: Spent,
  background?: Background,
): string {
  const [{ project, metric }] = reports;
  const lines = reports.map((report) => progressOf(report, by));
  return renderProgressFigure({ title: `Best so far: ${project}`, lines, spent: spentText[by], metric }, background);
}

const spentText: Readonly<Record<Spent, string>> = {
  trials: 'trials',
  budget: 'budget spent',
  seconds: 'seconds of computing',
};
