import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import {
  configurationOf,
  frontStanding,
  renderTrial,
  type SweepReport,
  type TrialDetail,
  trialRank,
  terminalJson,
  violationsOf,
} from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { compareTrial } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { terminal } from '../../run/terminal.js';
import { listFiles } from '../../study/listFiles.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readResults, type StudyResults } from '../../study/readResults.js';
import { trialDir } from '../../study/trialFolder.js';
import { resolveTrial, type ChosenTrial, trialWords } from '../arguments/resolveTrial.js';
import { resolveSweepOfWords } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { print } from '../print.js';

export function addShow(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'show', {
    words: '<trial>',
    description: 'shows everything that is known about one trial',
    examples: ['show digits 2pb7', 'show digits best --json', 'show digits 3 --sweep random'],
  })
    .argument('<words...>', `the project, and a trial: ${trialWords}`)
    .addOption(sourceOption())
    .action(async (words: string[], { sweep, source, json = false }: SourceOptions) => {
      const { found, words: trials } = await resolveSweepOfWords(workspaceRoot, words, sweep, { most: 1 });
      const known = readResults(found, source);
      const [word, other] = trials;
      if (word === undefined) throw new Mistake('Which trial? Name it after the project, such as "best".');
      if (other !== undefined) throw new Mistake(oneOnly(word, other));
      const detail = detailOf(found, known, resolveTrial(known, word));
      print(json ? terminalJson(toJson(known.report, detail)) : renderTrial(known.report, detail, terminal()));
    });
}

const oneOnly = (word: string, other: string): string =>
  `"${word}" and "${other}": "show" takes one trial. "nx-tune compare" shows several side by side.`;

function detailOf(found: OpenSweep, known: StudyResults, { planned, number, entry }: ChosenTrial): TrialDetail {
  const { definition, id } = planned;
  const { params, seed, budget, continues } = definition;
  const folder = trialDir(found.projectDir, planned);
  const isThere = known.onDisk.has(id) && existsSync(folder);
  return {
    number,
    id,
    params,
    seed,
    ...defined({ budget, continues, folder: isThere ? relative(process.cwd(), folder) : undefined }),
    ...(entry === undefined ? {} : { entry, source: known.onDisk.has(id) ? 'disk' : 'lock' }),
    artifacts: isThere ? listFiles(join(folder, 'artifacts')) : [],
    lock: lockOf(found, known, id, entry),
  };
}

function lockOf(
  { sweep }: OpenSweep,
  { lock }: StudyResults,
  id: string,
  entry: ChosenTrial['entry'],
): TrialDetail['lock'] {
  if (lock === undefined) return 'no lock';
  const locked = lock.trials.find((trial) => trial.id === id);
  if (locked === undefined || entry === undefined) return 'absent';
  const { kind } = compareTrial(locked, entry.result, sweep);
  return kind === 'identical' ? 'same' : kind === 'not compared' ? kind : 'different';
}

/**
 * Returns the rank of a trial among those of a sweep with several goals, and its violations; nothing with one goal and no rules.
 */
function standingOf(report: SweepReport, { id, entry }: TrialDetail): object {
  const violations = entry === undefined ? [] : violationsOf(configurationOf(report, entry));
  return { ...frontStanding(report, id), ...(violations.length > 0 && { violations }) };
}

function toJson(report: SweepReport, { entry, ...detail }: TrialDetail): object {
  const ranking = trialRank(report, detail.id);
  const ranks = ranking?.params.map(({ label, rank, of }) => [label, { rank, of }] as const) ?? [];
  return {
    project: report.project,
    sweep: report.sweep,
    ...detail,
    ...(ranking && { rank: ranking.rank, of: ranking.of, ranks: Object.fromEntries(ranks) }),
    ...(entry === undefined
      ? {}
      : {
          outcome: entry.result.outcome,
          metrics: entry.result.metrics,
          ...standingOf(report, { entry, ...detail }),
          ...defined({ run: entry.run, baseline: entry.baseline }),
          curve: entry.curve ?? [],
        }),
  };
}
