import { renderTrialsCsv } from '@nx-tune/exchange';
import {
  formatTrialCount,
  renderLeaderboard,
  renderTrialsMarkdown,
  type Selection,
  selectTrials,
} from '@nx-tune/report';
import { type Command, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { findSweep } from '../arguments/findSweep.js';
import { wholeNumber } from '../arguments/optionValues.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/sweepVerb.js';
import { print, screen, toJsonText } from '../print.js';

interface TrialsOptions extends SourceOptions, Selection {
  readonly format?: 'table' | 'json' | 'csv' | 'md';
}

export function addTrials(program: Command): void {
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
    .option('--filter <expression>', 'only those for which it holds: stepSize >= 0.1 and outcome = completed')
    .option('--sort <name>', 'by a parameter, a metric, number or rank; -NAME from large to small')
    .option('--top <n>', 'only so many', wholeNumber)
    .addOption(new Option('--format <format>', 'how they are printed').choices(['table', 'json', 'csv', 'md']))
    .action(async (project: string | undefined, { sweep, source, ...options }: TrialsOptions) =>
      print(showTrials(readPlannedResults(await findSweep(project, sweep), source), options)),
    );
}

/** The trials that are wanted, from best to worst unless another order is. Throws a `Mistake` for a filter that is none. */
function showTrials(known: StudyResults, options: Omit<TrialsOptions, 'sweep' | 'source'>): string {
  const { report } = known;
  const { json = false, format = json ? 'json' : 'table' } = options;
  const selected = selectTrials(report, options);
  if (!selected.ok) throw new Mistake(selected.message);
  const { trials } = selected;
  if (format === 'json') return toJsonText({ trials: trials.map(({ rank, result }) => ({ rank, ...result })) });
  if (format === 'csv') return renderTrialsCsv(report, trials);
  if (format === 'md') return renderTrialsMarkdown(report, trials);
  const table = renderLeaderboard(report, { ...screen(), trials });
  return known.unknown === 0
    ? table
    : `${table}${formatTrialCount(known.unknown)} of the sweep without a known result.\n`;
}
