import { mkdirSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import type { Background, Spent } from '@nx-tune/report/figures';
import writeFileAtomic from 'write-file-atomic';

import { Mistake } from '../../mistake.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readPlannedResults } from '../../study/readResults.js';
import type { SourceOptions } from '../arguments/addVerb.js';

interface ComparedFigureOptions extends Pick<SourceOptions, 'source'> {
  readonly file: string;
  readonly by: Spent;
  readonly background?: Background;
}

/** Writes the best so far of several sweeps as one SVG. Throws a `Mistake` where they cannot be compared. */
export async function writeComparedFigure(
  sweeps: readonly OpenSweep[],
  { file, source, by, background }: ComparedFigureOptions,
): Promise<void> {
  if (extname(file) !== '.svg')
    throw new Mistake(
      '"--figure" writes SVG: name a file that ends in .svg. "npx @resvg/resvg-js-cli best.svg best.png" makes a PNG of it.',
    );
  if (sweeps.length < 2)
    throw new Mistake('"--figure" draws several sweeps: name the others, such as --with random bayes.');
  requireOneMetric(sweeps);
  const reports = sweeps.map((sweep) => readPlannedResults(sweep, source).report) as [SweepReport, ...SweepReport[]];
  if (by === 'budget') requireOneBudget(sweeps);
  if (by === 'seconds') requireTimes(reports);
  // The library that draws the figure is large, and no other comparison needs it.
  const { renderSweepsFigure } = await import('@nx-tune/report/figures');
  write(file, renderSweepsFigure(reports, by, background));
}

function requireOneMetric(sweeps: readonly OpenSweep[]): void {
  const [first, ...rest] = sweeps.map(({ name, sweep }) => ({ sweep: name, metric: sweep.metric }));
  if (first === undefined) return;
  const unlike = rest.find(({ metric }) => metric.name !== first.metric.name);
  if (unlike !== undefined)
    throw new Mistake(
      `Sweep "${unlike.sweep}" ranks by ${unlike.metric.name} and "${first.sweep}" by ${first.metric.name}: no axis shows both. ` +
        `Leave one out, or give both the same "metric": if their trials return it, nothing is computed again.`,
    );
  const opposite = rest.find(({ metric }) => metric.goal !== first.metric.goal);
  if (opposite !== undefined)
    throw new Mistake(
      `Sweep "${opposite.sweep}" has to ${opposite.metric.goal} ${first.metric.name} and "${first.sweep}" to ${first.metric.goal} it. Leave one out, or give both the same goal.`,
    );
}

/**
 * Refuses sweeps in which trials may have no budget: the cost of such a trial is unknown, as much as the largest budget or any
 * other.
 */
function requireOneBudget(sweeps: readonly OpenSweep[]): void {
  const none = sweeps.find(({ sweep }) => sweep.ladder === undefined);
  if (none !== undefined)
    throw new Mistake(`Sweep "${none.name}" has no budget: compare the sweeps by trials or seconds.`);
  const open = sweeps.find(({ sweep }) => sweep.ladder?.bands !== undefined);
  if (open !== undefined)
    throw new Mistake(
      `Whole runs of "${open.name}" have no number of reports: compare the sweeps by trials or seconds.`,
    );
  const units = new Set(sweeps.map(({ sweep }) => sweep.ladder?.unit));
  if (units.size > 1)
    throw new Mistake(`The budgets are in ${[...units].join(' and ')}: compare the sweeps by trials or seconds.`);
}

function requireTimes(reports: readonly SweepReport[]): void {
  if (reports.some(({ trials }) => trials.every(({ run }) => run === undefined)))
    throw new Mistake('How long trials took is not in a lock: run the sweeps, or compare them by trials or budget.');
}

function write(file: string, svg: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileAtomic.sync(file, svg);
  } catch (error) {
    throw new Mistake(`${file} cannot be written: ${(error as Error).message}`);
  }
}
