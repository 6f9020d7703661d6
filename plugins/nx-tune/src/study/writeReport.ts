import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { renderReportHtml, type SweepReport } from '@nx-tune/report';
import writeFileAtomic from 'write-file-atomic';

/** Writes the page of a sweep, and returns its path. */
export function writeReport(folder: string, report: SweepReport): string {
  const page = join(folder, 'report.html');
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(page, renderReportHtml(report));
  return page;
}
