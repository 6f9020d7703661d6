import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { renderReportHtml, type SweepReport } from '@nx-tune/report';
import { figureNames, renderReportFigures } from '@nx-tune/report/figures';
import writeFileAtomic from 'write-file-atomic';

/** Writes a sweep's page and, beside it, its figures as SVG; returns the path of the page. */
export function writeReport(folder: string, report: SweepReport): string {
  const page = join(folder, 'report.html');
  const figuresFolder = join(folder, 'figures');
  mkdirSync(figuresFolder, { recursive: true });
  writeFileAtomic.sync(page, renderReportHtml(report));
  const figures = renderReportFigures(report);
  for (const name of figureNames) {
    const file = join(figuresFolder, `${name}.svg`);
    const svg = figures.get(name);
    // An earlier report may have had figures that this one has nothing to show in.
    if (svg === undefined) rmSync(file, { force: true });
    else writeFileAtomic.sync(file, svg);
  }
  return page;
}
