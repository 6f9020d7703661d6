import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Lock, lockFile, parseLock } from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { createLiveSweep } from '../../serve/liveSweep.js';
import { openInBrowser } from '../../serve/openInBrowser.js';
import { serveSweep } from '../../serve/serveSweep.js';
import { readSweep } from '../../study/readSweep.js';
import { readText } from '../../study/readText.js';
import { type GoodSweep, knownSoFar } from '../../study/sweepSoFar.js';
import { createTrialReader } from '../../study/trialReader.js';
import { writeReport } from '../../study/writeReport.js';
import { nodeOf } from '../trial/trialTask.js';

/** The options of a `tune-report` target: see `schemas/report.json`. */
export interface ReportOptions {
  readonly sweepFile: string;
  readonly serve?: boolean;
  readonly port?: number;
  readonly host?: string;
  readonly open?: boolean;
}

/** Where the sweep stands. */
interface Place {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly root: string;
  readonly file: string;
}

/** Writes the report of what is known of a sweep, or serves it until it is interrupted. Runs no trial. */
export const reportSweep: PromiseExecutor<ReportOptions> = async (options, context) => {
  const problem = await report(options, context);
  if (problem !== undefined) process.stderr.write(`\n${problem}\n`);
  return { success: problem === undefined };
};

/** What is wrong, or undefined. */
async function report(options: ReportOptions, context: ExecutorContext): Promise<string | undefined> {
  const { root: workspaceRoot, projectName: project = '' } = context;
  const { root } = nodeOf(context.projectGraph, project).data;
  const place = { workspaceRoot, project, root, file: join(root, options.sweepFile) };
  const read = readSweep(workspaceRoot, root, place.file);
  if (!read.ok) return read.problems.join('\n');
  return options.serve === true ? serve(read, place, options) : write(read, place, options);
}

function write(
  read: GoodSweep,
  { workspaceRoot, root, ...titles }: Place,
  { open }: ReportOptions,
): string | undefined {
  const projectDir = join(workspaceRoot, root);
  const reader = createTrialReader(projectDir, read.sweep, [...read.trials, ...read.slots]);
  reader.look();
  const lock = readLock(projectDir, join(root, lockFile(read.sweep.name)), lockFile(read.sweep.name));
  if (typeof lock === 'string') return lock;
  const { report, progress } = knownSoFar(read, reader, titles, lock);
  if (progress.done === 0)
    return `Nothing is known of ${titles.file} yet: no result, and no lock. Run the sweep first.`;
  const folder = join(root, outputFolder, read.sweep.name);
  const page = writeReport(join(workspaceRoot, folder), report);
  process.stdout.write(
    `\n${progress.done} of ${progress.total} trials are known.\n\nReport   ${join(folder, 'report.html')}\nFigures  ${join(folder, 'figures')}\n`,
  );
  if (open === true) openInBrowser(pathToFileURL(page).href);
  return undefined;
}

function readLock(projectDir: string, path: string, file: string): Lock | string | undefined {
  const text = readText(join(projectDir, file));
  if (text === undefined) return undefined;
  const parsed = parseLock(text);
  return 'lock' in parsed ? parsed.lock : `${path} cannot be read: ${parsed.problem}.`;
}

function serve(
  read: GoodSweep,
  place: Place,
  { host = '127.0.0.1', port, open }: ReportOptions,
): Promise<string | undefined> {
  const say = (url: string): void => {
    process.stdout.write(`\nThe report of ${place.file} is at ${url} until Ctrl-C.\n`);
    if (!isLoopback(host)) process.stdout.write('Everyone who reaches this machine can read it there.\n');
    if (open === true) openInBrowser(url);
  };
  const asked = { host, ...(port === undefined ? {} : { port }) };
  return serveSweep(createLiveSweep(read, place), asked, say, interrupted());
}

const isLoopback = (host: string): boolean => /^(localhost|127\..*|::1)$/.test(host);

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
