import { join, relative } from 'node:path';

import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { readPlannedResults } from '../../study/readResults.js';
import { findSweep } from '../arguments/findSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/sweepVerb.js';
import { print, toJsonText } from '../print.js';

/** Writes the report of what is known, and its figures, and says where they are. */
export function addReport(program: Command): void {
  addSweepVerb(program, 'report', {
    description: 'writes report.html and figures/*.svg, and prints where they are',
    examples: ['report digits', 'report digits --sweep random'],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .action(async (project: string | undefined, { sweep, source, json = false }: SourceOptions) => {
      const { report, projectDir } = readPlannedResults(await findSweep(project, sweep), source);
      // The library that draws the figures is large, and no other verb needs it.
      const { writeReport } = await import('../../study/writeReport.js');
      const page = relative(process.cwd(), writeReport(join(projectDir, outputFolder, report.sweep), report));
      print(json ? toJsonText({ report: page }) : `${page}\n`);
    });
}
