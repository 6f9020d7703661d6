import {
  bestTrial,
  type ComparedTrial,
  compareTrials,
  escapeLines,
  renderComparison,
  renderComparisonMarkdown,
  type SweepReport,
  type TrialsComparison,
  terminalJson,
} from '@nx-tune/report';
import type { Background, Spent } from '@nx-tune/report/figures';
import { type Command, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';

import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { backgroundOption } from '../arguments/backgroundOption.js';
import { resolveTrial, trialWords } from '../arguments/resolveTrial.js';
import { resolveSweep, resolveSweepOfWords } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

interface CompareOptions extends SourceOptions {
  readonly with?: readonly string[];
  readonly format?: 'table' | 'json' | 'md';
  readonly figure?: string;
  readonly by: Spent;
  readonly background?: Background;
}

export function addCompare(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'compare', {
    words: '<trial>...',
    description: 'shows trials side by side, differences first; or the best trials of several sweeps',
    examples: [
      'compare digits 1 2 3',
      'compare digits best 4f2a --format md',
      'compare digits --with random bayes',
      'compare digits --figure best.svg --by seconds --with random bayes',
    ],
  })
    .argument('[words...]', `the project, and trials, each by ${trialWords}`)
    .option('--with <sweeps...>', 'also compare the best trials of other sweeps of the project; put this option last')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json', 'md']))
    .option('--figure <file>', 'writes the best so far of the sweeps as SVG instead; needs --with')
    .addOption(
      new Option('--by <what>', 'what the figure compares sweeps by')
        .choices(['trials', 'budget', 'seconds'])
        .default('trials'),
    )
    .addOption(backgroundOption())
    .addOption(sourceOption())
    .action(async (words: string[], options: CompareOptions) => {
      if (options.figure !== undefined) return writeFigure(workspaceRoot, words, options, options.figure);
      const { json = false, format = json ? 'json' : 'table' } = options;
      print(rendered(compareTrials(await comparedOf(workspaceRoot, words, options)), format));
    });
}

function rendered(comparison: TrialsComparison, format: 'table' | 'json' | 'md'): string {
  if (format === 'json') return terminalJson({ ...comparison, rows: comparison.rows.map(withNulls) });
  return format === 'md' ? renderComparisonMarkdown(comparison) : renderComparison(comparison, terminal());
}

/** Draws the best so far of the sweep and of those beside it. */
async function writeFigure(
  workspaceRoot: string,
  words: string[],
  { sweep, source, with: others = [], by, background, json = false }: CompareOptions,
  file: string,
): Promise<void> {
  const { found } = await resolveSweepOfWords(workspaceRoot, words, sweep);
  if (others.length === 0)
    throw new Mistake('"--figure" draws several sweeps: name the others, such as --with random bayes.');
  const opened = [
    found,
    ...(await Promise.all(others.map((name) => resolveSweep(workspaceRoot, found.project, name)))),
  ];
  const [first, ...rest] = opened.map((one) => readPlannedResults(one, source).report) as [
    SweepReport,
    ...SweepReport[],
  ];
  const reports = [first, ...rest] as const;
  const unlike = rest.find(({ metric }) => metric.name !== first.metric.name);
  if (unlike !== undefined)
    throw new Mistake(
      `Sweep "${unlike.sweep}" ranks by ${unlike.metric.name} and "${found.name}" by ${found.sweep.metric.name}: no axis shows both.`,
    );
  if (by === 'seconds' && reports.some(({ trials }) => trials.every(({ run }) => run === undefined)))
    throw new Mistake('How long trials took is not in a lock: run the sweeps, or compare them by trials or budget.');
  // The library that draws the figure is large, and no other comparison needs it.
  const { renderSweepsFigure } = await import('@nx-tune/report/figures');
  writeFileAtomic.sync(file, renderSweepsFigure(reports, by, background));
  print(json ? terminalJson({ figure: file }) : `${escapeLines(file)}\n`);
}

const withNulls = (row: TrialsComparison['rows'][number]) => ({
  ...row,
  values: row.values.map((value) => value ?? null),
});

/** Without words, the best trial of the sweep is meant, and of each sweep beside it. */
async function comparedOf(
  workspaceRoot: string,
  words: string[],
  { sweep, source, with: others = [] }: CompareOptions,
): Promise<ComparedTrial[]> {
  const { found, words: trials } = await resolveSweepOfWords(workspaceRoot, words, sweep);
  const known = readPlannedResults(found, source);
  const own =
    others.length > 0 && trials.length === 0 ? [bestOf(found, known)] : trials.map((word) => trialOf(known, word));
  const beside = await Promise.all(others.map((name) => resolveSweep(workspaceRoot, found.project, name)));
  const compared = [...own, ...beside.map((other) => bestOf(other, readPlannedResults(other, source)))];
  const different = new Set(compared.map(({ report, trial }) => `${report.sweep} ${trial.result.id}`));
  if (different.size < 2)
    throw new Mistake('"compare" needs two different trials or more: name them, such as "1 2", or use --with SWEEP.');
  return compared;
}

function trialOf(known: StudyResults, word: string): ComparedTrial {
  const { entry, planned } = resolveTrial(known, word);
  if (entry === undefined) throw new Mistake(`Trial ${planned.id} has no known result.`);
  return { title: planned.id, report: known.report, trial: entry };
}

function bestOf({ name }: OpenSweep, { report }: StudyResults): ComparedTrial {
  const trial = bestTrial(report);
  if (trial === undefined)
    throw new Mistake(`No completed trial of sweep "${name}" is known, so there is no best trial.`);
  return { title: `${name} ${trial.result.id}`, report, trial };
}
