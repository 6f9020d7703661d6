import {
  bestTrial,
  compareFronts,
  configurationOf,
  type ComparedTrial,
  compareTrials,
  escapeLines,
  type FrontsComparison,
  renderComparison,
  renderComparisonMarkdown,
  renderFronts,
  renderFrontsMarkdown,
  type TrialsComparison,
  terminalJson,
} from '@nx-tune/report';
import type { Background, Spent } from '@nx-tune/report/figures';
import { defined } from '@nx-tune/search';
import { type Command, Option } from 'commander';

import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readPlannedResults, type StudyResults } from '../../study/readResults.js';
import { backgroundOption } from '../arguments/backgroundOption.js';
import { resolveTrial, trialWords } from '../arguments/resolveTrial.js';
import { resolveSweep, resolveSweepOfWords } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';
import { writeComparedFigure } from './writeComparedFigure.js';

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
      const { json = false, format = json ? 'json' : 'table', figure, source } = options;
      const compared = await sweepsOf(workspaceRoot, words, options);
      if (figure === undefined)
        return print(rendered(compareTrials(comparedOf(compared, source)), frontsOf(compared, source), format));
      await writeComparedFigure([compared.found, ...compared.beside], { ...options, file: figure });
      print(json ? terminalJson({ figure }) : `${escapeLines(figure)}\n`);
    });
}

function rendered(
  comparison: TrialsComparison,
  fronts: FrontsComparison | undefined,
  format: 'table' | 'json' | 'md',
): string {
  if (format === 'json')
    return terminalJson({ ...comparison, rows: comparison.rows.map(withNulls), ...defined({ fronts }) });
  const parts =
    format === 'md'
      ? [renderComparisonMarkdown(comparison), ...(fronts === undefined ? [] : [renderFrontsMarkdown(fronts)])]
      : [renderComparison(comparison, terminal()), ...(fronts === undefined ? [] : [renderFronts(fronts, terminal())])];
  return parts.join('\n');
}

/** The fronts of the sweep and of those beside it, if they have the same several goals. */
const frontsOf = ({ found, beside }: Compared, source: SourceOptions['source']): FrontsComparison | undefined =>
  found.sweep.metric.goals === undefined
    ? undefined
    : compareFronts([found, ...beside].map((sweep) => readPlannedResults(sweep, source).report));

const withNulls = (row: TrialsComparison['rows'][number]) => ({
  ...row,
  values: row.values.map((value) => value ?? null),
});

interface Compared {
  readonly found: OpenSweep;
  /** Trials of the sweep. */
  readonly words: readonly string[];
  readonly beside: readonly OpenSweep[];
}

/** The sweep and those beside it. Where none is named and there is no `tune`, it is the first of the others. */
async function sweepsOf(
  workspaceRoot: string,
  given: string[],
  { sweep, with: others = [] }: CompareOptions,
): Promise<Compared> {
  const { found, words } = await resolveSweepOfWords(workspaceRoot, given, sweep, { instead: others[0] });
  const names = [...new Set(others)].filter((name) => name !== found.name);
  return {
    found,
    words,
    beside: await Promise.all(names.map((name) => resolveSweep(workspaceRoot, found.project, name))),
  };
}

/** Without words, the best trial of the sweep is meant, and of each sweep beside it. */
function comparedOf({ found, words, beside }: Compared, source: SourceOptions['source']): ComparedTrial[] {
  const known = readPlannedResults(found, source);
  const own =
    beside.length > 0 && words.length === 0 ? [bestOf(found, known)] : words.map((word) => trialOf(known, word));
  const compared = [...own, ...beside.map((other) => bestOf(other, readPlannedResults(other, source)))];
  const different = new Set(compared.map(({ report, trial }) => `${report.sweep} ${trial.result.id}`));
  if (different.size < 2)
    throw new Mistake('"compare" needs two different trials or more: name them, such as "1 2", or use --with SWEEP.');
  return compared;
}

function trialOf(known: StudyResults, word: string): ComparedTrial {
  const { entry, planned } = resolveTrial(known, word);
  if (entry === undefined) throw new Mistake(`Trial ${planned.id} has no known result.`);
  return { title: planned.id, report: known.report, trial: configurationOf(known.report, entry) };
}

function bestOf({ name }: OpenSweep, { report }: StudyResults): ComparedTrial {
  const trial = bestTrial(report);
  if (trial === undefined)
    throw new Mistake(`No completed trial of sweep "${name}" is known, so there is no best trial.`);
  return { title: `${name} ${trial.result.id}`, report, trial };
}
