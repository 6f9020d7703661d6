import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { defined } from '@nx-tune/search';
import { sweepName } from '@nx-tune/sweep';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { outputFolder } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import { atWork } from '../../run/remote/work.js';
import { announceTurn } from '../../run/turn/announce.js';
import { createLiveSweep } from '../../serve/liveSweep.js';
import { openInBrowser } from '../../serve/openInBrowser.js';
import { serveSweep } from '../../serve/serveSweep.js';
import { openSweep } from '../../study/openSweep.js';
import { readPlannedResults } from '../../study/readResults.js';
import { readSweep } from '../../study/readSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { writeFigures } from '../../study/writeFigures.js';
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

/** Writes the report of a sweep's known results, or serves it until it is interrupted. Runs no trial. */
export const reportSweep: PromiseExecutor<ReportOptions> = atWork(async (options, context) => {
  announceTurn(context);
  const problem = await report(options, context);
  if (problem !== undefined) complain(`\n${problem}\n`);
  return { success: problem === undefined };
});

/** Returns what is wrong, or undefined. */
async function report(options: ReportOptions, context: ExecutorContext): Promise<string | undefined> {
  const { root: workspaceRoot, projectName: project = '' } = context;
  const { root } = nodeOf(context.projectGraph, project).data;
  const { sweepFile } = options;
  const location = { project, root, file: join(root, sweepFile), name: sweepName(sweepFile) ?? sweepFile };
  try {
    if (options.serve === true) return await serve(location, workspaceRoot, options);
    write(location, workspaceRoot, options);
    return undefined;
  } catch (error) {
    if (error instanceof Mistake) return error.message;
    throw error;
  }
}

function write(location: SweepLocation, workspaceRoot: string, { open }: ReportOptions): void {
  const { report, unknown } = readPlannedResults(openSweep(location, workspaceRoot));
  const folder = join(location.root, outputFolder, location.name);
  const page = writeReport(join(workspaceRoot, folder), report);
  writeFigures(join(workspaceRoot, folder), report);
  const known = report.trials.length;
  process.stdout.write(
    `\n${known} of ${known + unknown} trials are known.\n\nReport   ${join(folder, 'report.html')}\nFigures  ${join(folder, 'figures')}\n`,
  );
  if (open === true) openInBrowser(pathToFileURL(page).href);
}

async function serve(
  location: SweepLocation,
  workspaceRoot: string,
  { host = '127.0.0.1', port, open }: ReportOptions,
): Promise<string | undefined> {
  const read = readSweep(workspaceRoot, location.root, location.file);
  if (!read.ok) return read.problems.join('\n');
  const say = (url: string): void => {
    process.stdout.write(`\nThe report of ${location.file} is at ${url} until Ctrl-C.\n`);
    if (!isLoopback(host)) process.stdout.write('Everyone who can reach this machine can read it there.\n');
    if (open === true) openInBrowser(url);
  };
  const asked = defined({ host, port });
  return serveSweep(createLiveSweep(read, { ...location, workspaceRoot }), asked, say, interrupted());
}

const isLoopback = (host: string): boolean => /^(localhost|127\..*|::1)$/.test(host);

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
