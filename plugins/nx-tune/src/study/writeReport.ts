import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { renderReportHtml, type SweepReport } from '@nx-tune/report';

import { writeInProject } from './writeInProject.js';

/** Writes the page of a sweep, and returns its path. */
export function writeReport(folder: string, report: SweepReport): string {
  const page = join(folder, 'report.html');
  mkdirSync(folder, { recursive: true });
  writeInProject(dirname(dirname(folder)), page, renderReportHtml(report));
  return page;
}
