import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import {
  bestTrial,
  renderLeaderboardMarkdown,
  replicateFacts,
  type SweepReport,
  type TrialEntry,
} from '@nx-tune/report';
import { defined, canonicalJsonText } from '@nx-tune/search';

import { writeInProject } from './writeInProject.js';
import { writeReport } from './writeReport.js';

/** Writes the gathered sweep. Each file is written whole, even when two runs end at the same time. */
export function writeSweep(folder: string, report: SweepReport): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(filesOf(report))) {
    if (text === undefined) rmSync(join(folder, name), { force: true });
    else writeInProject(dirname(dirname(folder)), join(folder, name), text);
  }
  writeReport(folder, report);
}

/** An earlier run may have left a best trial where there is none now. */
function filesOf(report: SweepReport): { readonly [name: string]: string | undefined } {
  const { sweep, metric } = report;
  const best = bestTrial(report);
  return {
    'trials.json': canonicalJsonText({
      schemaVersion: 1,
      sweep,
      metric,
      trials: report.trials.map(({ result }) => result),
    }),
    'best.json': best && bestText(sweep, best),
    'leaderboard.md': renderLeaderboardMarkdown(report),
  };
}

function bestText(sweep: string, best: TrialEntry): string {
  const { id, params, budget, metrics } = best.result;
  return canonicalJsonText({
    schemaVersion: 1,
    sweep,
    id,
    params,
    ...defined({ budget }),
    metrics,
    ...replicateFacts(best),
  });
}
