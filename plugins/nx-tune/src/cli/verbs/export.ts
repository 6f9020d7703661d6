import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import {
  experimentTag,
  type SweepExport,
  mlflowFiles,
  optunaStudy,
  optunaDatabase,
  renderExportJson,
  renderOptunaJournal,
  renderTrialsCsv,
  type TimeSpan,
} from '@nx-tune/exchange';
import { type Selection, selectTrials } from '@nx-tune/report';
import type { TrialRun } from '@nx-tune/sweep';
import { type Command, Option } from 'commander';

import { complain } from '../../escape/complain.js';
import { Mistake } from '../../mistake.js';
import { readPlannedResults } from '../../study/readResults.js';
import { readText } from '../../study/readText.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { addSweepVerb, sourceOption, type SourceOptions } from '../arguments/addVerb.js';
import { sqliteBytes } from '../exchange/sqlite.js';
import { print } from '../print.js';

const formats = ['csv', 'json', 'optuna-journal', 'optuna-sqlite', 'mlflow'] as const;

interface ExportOptions extends SourceOptions, Pick<Selection, 'filter'> {
  readonly format?: (typeof formats)[number];
  readonly output?: string;
  readonly times?: boolean;
}

export function addExport(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'export', {
    description: 'exports the trials to another tool: a table, an Optuna study, an MLflow experiment',
    examples: [
      'export digits --format csv > trials.csv',
      'export digits --format optuna-journal --output study.log',
      'export digits --format mlflow --output mlruns',
    ],
  })
    .argument('[project]')
    .addOption(new Option('--format <format>', 'the format (default: csv)').choices(formats))
    .option('--output <path>', 'a file, or a folder for mlflow; text is printed if it is left out')
    .option('--filter <expression>', 'only trials that match: outcome = completed')
    .addOption(sourceOption())
    .option(
      '--times',
      'include when trials ran, if this machine knows; without it, the same results give the same bytes',
    )
    .action(async (project: string | undefined, { sweep, ...options }: ExportOptions) => {
      const found = await resolveSweep(workspaceRoot, project, sweep);
      const { report } = readPlannedResults(found, options.source);
      const selected = selectTrials(report, { ...options, each: true });
      if (!selected.ok) throw new Mistake(selected.message);
      const when = options.times === true ? { when: (trial: { run?: TrialRun }) => spanOf(trial.run) } : {};
      await write({ report, space: found.sweep.space, trials: selected.trials, ...when }, options);
    });
}

async function write(exported: SweepExport, { format, json = false, output }: ExportOptions): Promise<void> {
  const { report, trials } = exported;
  switch (format ?? (json ? 'json' : 'csv')) {
    case 'csv':
      return writeText(renderTrialsCsv(report, trials), output);
    case 'json':
      return writeText(renderExportJson(exported), output);
    case 'optuna-journal': {
      const study = optunaStudy(exported);
      printNotices(study.notices);
      return writeText(renderOptunaJournal(study), output);
    }
    case 'optuna-sqlite': {
      if (output === undefined)
        throw new Mistake('optuna-sqlite is a binary format: pass --output, for example study.db.');
      const study = optunaStudy(exported);
      printNotices(study.notices);
      return writeFile(output, await sqliteBytes(optunaDatabase(study)), `${trials.length} trials`);
    }
    case 'mlflow':
      return writeMlflow(exported, output);
  }
}

function spanOf(run: TrialRun | undefined): TimeSpan | undefined {
  const start = Date.parse(run?.startedAt ?? '');
  if (run === undefined || Number.isNaN(start)) return undefined;
  const instant = (ms: number): TimeSpan['start'] => ({ ms, iso: new Date(ms).toISOString() });
  return { start: instant(start), end: instant(Math.round(start + run.durationMs)) };
}

const printNotices = (notices: readonly string[]): void => notices.forEach((notice) => complain(`Note: ${notice}.\n`));

function writeText(text: string, output: string | undefined): void {
  if (output === undefined) return print(text);
  writeFile(output, text, `${text.length} characters`);
}

function writeFile(output: string, content: string | Uint8Array, what: string): void {
  const file = resolve(output);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    throw new Mistake(`${output} cannot be written: ${(error as Error).message}`);
  }
  complain(`${relative(process.cwd(), file)}: ${what}\n`);
}

/** The experiment's folder is replaced as a whole, so only if nx-tune wrote it. */
function writeMlflow(exported: SweepExport, output: string | undefined): void {
  if (output === undefined) throw new Mistake('mlflow needs a folder: pass --output, for example mlruns.');
  const { experimentId, files, notices } = mlflowFiles(exported);
  printNotices(notices);
  const folder = join(resolve(output), experimentId);
  if (existsSync(folder) && !isOurs(folder))
    throw new Mistake(`${join(output, experimentId)} is another experiment: choose another folder with --output.`);
  try {
    rmSync(folder, { recursive: true, force: true });
    for (const { path, text } of files) {
      const file = join(resolve(output), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  } catch (error) {
    throw new Mistake(`${output} cannot be written: ${(error as Error).message}`);
  }
  complain(`${join(output, experimentId)}: ${exported.trials.length} runs\n`);
}

const isOurs = (folder: string): boolean => (readText(join(folder, 'tags', experimentTag)) ?? '') !== '';
