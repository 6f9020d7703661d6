import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { bestTrial, renderLeaderboardMarkdown, renderReportHtml, type SweepReport } from '@nx-tune/report';
import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

/** Writes the gathered sweep, afresh: what an earlier sweep of the name left is removed first. */
export function writeSweep(folder: string, report: SweepReport): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(filesOf(report))) writeFileSync(join(folder, name), text);
}

function filesOf(report: SweepReport): { readonly [name: string]: string } {
  const { sweep, metric } = report;
  const best = bestTrial(report)?.result;
  const trials = { schemaVersion: 1, sweep, metric, trials: report.trials.map(({ result }) => result) };
  return {
    'trials.json': toText(trials),
    ...(best === undefined
      ? {}
      : { 'best.json': toText({ schemaVersion: 1, sweep, id: best.id, params: best.params, metrics: best.metrics }) }),
    'leaderboard.md': renderLeaderboardMarkdown(report),
    'report.html': renderReportHtml(report),
  };
}

const toText = (value: object): string => canonicalJsonText(value as JsonObject);
