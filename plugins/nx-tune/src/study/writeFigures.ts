import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import { type Background, figureNames, renderReportFigures } from '@nx-tune/report/figures';

import { writeInProject } from './writeInProject.js';

/** Writes the figures of a sweep as SVG, and returns the path of their folder. The library that draws them is large: load this lazily. */
export function writeFigures(folder: string, report: SweepReport, background?: Background): string {
  const figuresFolder = join(folder, 'figures');
  mkdirSync(figuresFolder, { recursive: true });
  const figures = renderReportFigures(report, background);
  for (const name of figureNames) {
    const file = join(figuresFolder, `${name}.svg`);
    const svg = figures.get(name);
    // An earlier report may have had a figure that this one has no data for.
    if (svg === undefined) rmSync(file, { force: true });
    else writeInProject(dirname(dirname(folder)), file, svg);
  }
  return figuresFolder;
}
