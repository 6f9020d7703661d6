import { join, relative } from 'node:path';

import type { Command } from 'commander';

import { outputFolder } from '../../constants.js';
import { writeReport } from '../../report/writeReport.js';
import { findSweep } from '../findSweep.js';
import { readKnownSweep } from '../knownSweep.js';
import { print, toJsonText } from '../print.js';
import { addSweepVerb, type SweepOptions } from '../sweepVerb.js';

/** Writes the report of what is known, and its figures, and says where they are. */
export function addReport(program: Command): void {
  addSweepVerb(program, 'report', {
    description: 'writes report.html and figures/*.svg, and prints where they are',
    examples: ['report digits', 'report digits --sweep random'],
  })
    .argument('[project]')
    .action(async (project: string | undefined, { sweep, json = false }: SweepOptions) => {
      const { report, projectDir } = readKnownSweep(await findSweep(project, sweep));
      const page = relative(process.cwd(), writeReport(join(projectDir, outputFolder, report.sweep), report));
      print(json ? toJsonText({ report: page }) : `${page}\n`);
    });
}
