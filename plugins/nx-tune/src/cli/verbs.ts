import { join, relative } from 'node:path';

import {
  bestTrial,
  formatParams,
  renderLeaderboard,
  renderTrialsCsv,
  renderTrialsMarkdown,
  type Selection,
  selectTrials,
} from '@nx-tune/report';
import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { outputFolder } from '../constants.js';
import { writeReport } from '../report/writeReport.js';
import type { KnownSweep } from './knownSweep.js';
import { Mistake } from './mistake.js';

/** How an answer is shown. */
export interface Shown extends Selection {
  readonly json?: boolean;
  /** Of lists of trials. */
  readonly format?: 'table' | 'json' | 'csv' | 'md';
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

/** The trials that are wanted, from best to worst unless another order is. Throws a `Mistake` for a filter that is none. */
export function showTrials(known: KnownSweep, shown: Shown): string {
  const { report } = known;
  const { json = false, format = json ? 'json' : 'table', width, color } = shown;
  const selected = selectTrials(report, shown);
  if (!selected.ok) throw new Mistake(selected.message);
  const { trials } = selected;
  if (format === 'json') return toText({ trials: trials.map(({ rank, result }) => ({ rank, ...result })) });
  if (format === 'csv') return renderTrialsCsv(report, trials);
  if (format === 'md') return renderTrialsMarkdown(report, trials);
  const table = renderLeaderboard(report, { width, color, trials });
  return known.unknown === 0 ? table : `${table}${known.unknown} trials of the sweep are not in the lock.\n`;
}

/** Writes the report of what the lock knows, and its figures, and says where they are. */
export function writeKnownReport({ report, projectDir }: KnownSweep): string {
  const page = writeReport(join(projectDir, outputFolder, report.sweep), report);
  return `${relative(process.cwd(), page)}\n`;
}

const toText = (value: object): string => canonicalJsonText(value as JsonObject);
