import { join, relative } from 'node:path';

import { bestTrial, formatParams, rankTrials, renderLeaderboard } from '@nx-tune/report';
import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { outputFolder } from '../constants.js';
import { writeReport } from '../report/writeReport.js';
import type { KnownSweep } from './knownSweep.js';
import { Mistake } from './mistake.js';

/** How an answer is shown. */
export interface Shown {
  readonly json?: boolean;
  readonly top?: number;
  /** Of the terminal, in columns. */
  readonly width: number;
  readonly color: boolean;
}

/** The best params, as YAML or JSON. */
export function showBest({ report }: KnownSweep, { json = false }: Shown): string {
  const best = bestTrial(report)?.result;
  if (best === undefined) throw new Mistake('The lock has no completed trial, hence no best one.');
  const { id, params, metrics } = best;
  return json ? toText({ id, params, metrics }) : `${formatParams(params)}\n`;
}

/** All trials from best to worst, as a table or as JSON. */
export function showTrials(known: KnownSweep, { json = false, top = Infinity, width, color }: Shown): string {
  if (json)
    return toText({
      trials: rankTrials(known.report)
        .slice(0, top)
        .map(({ rank, result }) => ({ rank, ...result })),
    });
  const table = renderLeaderboard(known.report, { width, color, top });
  return known.unknown === 0 ? table : `${table}${known.unknown} trials of the sweep are not in the lock.\n`;
}

/** Writes the report of what the lock knows, and its figures, and says where they are. */
export function writeKnownReport({ report, projectDir }: KnownSweep): string {
  const page = writeReport(join(projectDir, outputFolder, report.sweep), report);
  return `${relative(process.cwd(), page)}\n`;
}

const toText = (value: object): string => canonicalJsonText(value as JsonObject);
