import { renderTrialsCsv } from '@nx-tune/exchange';
import {
  type FrontPlace,
  formatTrialCount,
  frontPlaces,
  type RankedTrial,
  renderLeaderboard,
  renderTrialsMarkdown,
  replicateFacts,
  type Selection,
  selectTrials,
  terminalJson,
} from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { type Command, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions, wholeNumber } from '../arguments/addVerb.js';
import { print } from '../print.js';

interface TrialsOptions extends SourceOptions, Selection {
  readonly format?: 'table' | 'json' | 'csv' | 'md';
}

export function addTrials(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'trials', {
    description: 'lists the trials from best to worst',
    examples: [
      'trials digits --sweep random --top 5',
      "trials digits --filter 'momentum > 0.5 and not outcome = diverged' --sort -stepSize",
      'trials digits --format csv > trials.csv',
    ],
  })
    .argument('[project]')
    .addOption(sourceOption())
    .option('--filter <expression>', 'only trials that match: stepSize >= 0.1 and outcome = completed')
    .option('--sort <name>', 'sort by a parameter, a metric, number or rank; -NAME sorts from large to small')
    .option('--top <n>', 'only the first n', wholeNumber)
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json', 'csv', 'md']))
    .action(async (project: string | undefined, { sweep, source, ...options }: TrialsOptions) =>
      print(showTrials(readPlannedResults(await resolveSweep(workspaceRoot, project, sweep), source), options)),
    );
}

const rowOf = (trial: RankedTrial, place: FrontPlace | undefined): object => ({
  rank: trial.rank,
  ...trial.result,
  ...place,
  ...defined({ baseline: trial.baseline }),
  ...replicateFacts(trial),
});

/** The selected trials, from best to worst unless another order is asked for. Throws a `Mistake` for a filter that cannot be parsed. */
function showTrials(known: StudyResults, options: Omit<TrialsOptions, 'sweep' | 'source'>): string {
  const { report } = known;
  const { json = false, format = json ? 'json' : 'table' } = options;
  const selected = selectTrials(report, options);
  if (!selected.ok) throw new Mistake(selected.message);
  const { trials } = selected;
  const placeOf = frontPlaces(report);
  if (format === 'json') return terminalJson({ trials: trials.map((trial) => rowOf(trial, placeOf(trial))) });
  if (format === 'csv') return renderTrialsCsv(report, trials);
  if (format === 'md') return renderTrialsMarkdown(report, trials);
  const table = renderLeaderboard(report, { ...terminal(), trials, sortedBy: options.sort });
  return known.unknown === 0
    ? table
    : `${table}${formatTrialCount(known.unknown)} of the sweep without a known result.\n`;
}
