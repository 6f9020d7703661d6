import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { renderReportHtml } from '@nx-tune/report';
import { transformSync } from '@swc/core';

const sample = join(import.meta.dirname, '../../../packages/report/e2e/sampleReport.ts');

/** Writes the page of the sample of the page's own tests, with a number of trials, and returns its address and size. */
export async function writePage(folder, trials) {
  const { code } = transformSync(readFileSync(sample, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  const { sampleReport } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const html = renderReportHtml(sampleReport(trials));
  const file = join(folder, `${trials}.html`);
  writeFileSync(file, html);
  return { file: pathToFileURL(file).href, bytes: Buffer.byteLength(html) };
}
