import {
  bestTrial,
  type ComparedTrial,
  compareTrials,
  renderComparison,
  renderComparisonMarkdown,
  type TrialsComparison,
} from '@nx-tune/report';
import { type Command, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { chooseTrial, trialWords } from '../arguments/chooseTrial.js';
import { findSweep } from '../arguments/findSweep.js';
import { findSweepOfWords } from '../arguments/findSweepOfWords.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/sweepVerb.js';
import { print, screen, toJsonText } from '../print.js';

interface CompareOptions extends SourceOptions {
  readonly with?: readonly string[];
  readonly format?: 'table' | 'json' | 'md';
}

export function addCompare(program: Command): void {
  addSweepVerb(program, 'compare', {
    words: '<trial>...',
    description: 'shows trials side by side, what differs first; or the best ones of several sweeps',
    examples: ['compare digits 1 2 3', 'compare digits best 4f2a --format md', 'compare digits --with random bayes'],
  })
    .argument('[words...]', `the project, and trials, each by ${trialWords}`)
    .option('--with <sweeps...>', 'the best trials of other sweeps of the project beside; put it last')
    .addOption(new Option('--format <format>', 'how they are printed').choices(['table', 'json', 'md']))
    .addOption(sourceOption())
    .action(async (words: string[], options: CompareOptions) => {
      const { json = false, format = json ? 'json' : 'table' } = options;
      print(rendered(compareTrials(await comparedOf(words, options)), format));
    });
}

function rendered(comparison: TrialsComparison, format: 'table' | 'json' | 'md'): string {
  if (format === 'json') return toJsonText(comparison);
  return format === 'md' ? renderComparisonMarkdown(comparison) : renderComparison(comparison, screen());
}

/** Without words, the best trial is meant: of the sweep itself, and of those beside it. */
async function comparedOf(
  words: string[],
  { sweep, source, with: others = [] }: CompareOptions,
): Promise<ComparedTrial[]> {
  const { found, words: trials } = await findSweepOfWords(words, sweep);
  const known = readPlannedResults(found, source);
  const own =
    others.length > 0 && trials.length === 0 ? [bestOf(found, known)] : trials.map((word) => trialOf(known, word));
  const beside = await Promise.all(others.map((name) => findSweep(found.project, name)));
  const compared = [...own, ...beside.map((other) => bestOf(other, readPlannedResults(other, source)))];
  const different = new Set(compared.map(({ report, trial }) => `${report.sweep} ${trial.result.id}`));
  if (different.size < 2)
    throw new Mistake('It compares two different trials or more: name them, such as "1 2", or --with SWEEP.');
  return compared;
}

function trialOf(known: StudyResults, word: string): ComparedTrial {
  const { entry, planned } = chooseTrial(known, word);
  if (entry === undefined) throw new Mistake(`Trial ${planned.id} has no known result.`);
  return { title: planned.id, report: known.report, trial: entry };
}

function bestOf({ name }: OpenSweep, { report }: StudyResults): ComparedTrial {
  const trial = bestTrial(report);
  if (trial === undefined) throw new Mistake(`No completed trial of sweep "${name}" is known, hence no best one.`);
  return { title: `${name} ${trial.result.id}`, report, trial };
}
