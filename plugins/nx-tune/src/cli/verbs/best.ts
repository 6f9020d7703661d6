import type { Command } from 'commander';

import { readPlannedResults } from '../../study/readResults.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { print } from '../print.js';
import { showBest, showFront } from './showBest.js';

interface BestOptions extends SourceOptions {
  readonly front?: boolean;
}

export function addBest(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'best', {
    description: 'prints the best params as YAML, or with --json with their metrics',
    examples: ['best digits', 'best digits --json > best.json', 'best digits --front'],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .option('--front', 'print the whole front of a sweep with several goals, as a list')
    .action(async (project: string | undefined, { sweep, source, front = false, json = false }: BestOptions) => {
      const { report } = readPlannedResults(await resolveSweep(workspaceRoot, project, sweep), source);
      print(front ? showFront(report, json) : showBest(report, json));
    });
}
