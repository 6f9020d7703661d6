import { escapeLines, terminalJson } from '@nx-tune/report';
import { join, relative } from 'node:path';

import type { Background } from '@nx-tune/report/figures';
import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { readPlannedResults } from '../../study/readResults.js';
import { writeReport } from '../../study/writeReport.js';
import { backgroundOption } from '../arguments/backgroundOption.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

interface ReportOptions extends SourceOptions {
  readonly background?: Background;
}

export function addReport(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'report', {
    description: 'writes report.html and figures/*.svg, and prints where they are',
    examples: ['report digits', 'report digits --sweep random --background white'],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .addOption(backgroundOption())
    .action(async (project: string | undefined, options: ReportOptions) => {
      const { sweep, source, background, json = false } = options;
      const { report, projectDir } = readPlannedResults(await resolveSweep(workspaceRoot, project, sweep), source);
      const folder = join(projectDir, outputFolder, report.sweep);
      const page = relative(process.cwd(), writeReport(folder, report));
      // The library that draws the figures is large, and no other verb needs it.
      const { writeFigures } = await import('../../study/writeFigures.js');
      writeFigures(folder, report, background);
      print(json ? terminalJson({ report: page }) : `${escapeLines(page)}\n`);
    });
}
