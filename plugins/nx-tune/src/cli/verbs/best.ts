import { bestTrial, formatParams, replicateFacts, terminalJson } from '@nx-tune/report';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

export function addBest(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'best', {
    description: 'prints the best params as YAML, or with --json with their metrics',
    examples: ['best digits', 'best digits --json > best.json'],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .action(async (project: string | undefined, { sweep, source, json = false }: SourceOptions) =>
      print(showBest(readPlannedResults(await resolveSweep(workspaceRoot, project, sweep), source), json)),
    );
}

/** The best params, as YAML or JSON. */
function showBest({ report }: StudyResults, json: boolean): string {
  const best = bestTrial(report);
  if (best === undefined) throw new Mistake('No completed trial is known, so there is no best trial.');
  const { id, params, metrics } = best.result;
  return json ? terminalJson({ id, params, metrics, ...replicateFacts(best) }) : `${formatParams(params)}\n`;
}
