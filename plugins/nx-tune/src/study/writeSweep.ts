import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import {
  baselineNamesOf,
  bestTrial,
  configurationsOf,
  frontSummary,
  paretoFrontOf,
  ruleOf,
  renderLeaderboardMarkdown,
  replicateFacts,
  type SweepReport,
  type TrialEntry,
} from '@nx-tune/report';
import { defined, canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { goalsOf } from '@nx-tune/sweep';

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
    'best.json': best && bestText(report, best),
    'leaderboard.md': renderLeaderboardMarkdown(report),
  };
}

function bestText(report: SweepReport, best: TrialEntry): string {
  const { id, params, budget, metrics } = best.result;
  return canonicalJsonText({
    schemaVersion: 1,
    sweep: report.sweep,
    id,
    params,
    ...defined({ budget, baseline: best.baseline, baselines: baselinesOf(report) }),
    metrics,
    ...replicateFacts(best),
    ...frontFacts(report),
  });
}

/** The Pareto front, and the rule by which the best is picked from it; nothing with one goal. */
function frontFacts(report: SweepReport): JsonObject {
  const [pareto, summary] = [paretoFrontOf(report), frontSummary(report)];
  if (pareto === undefined || summary === undefined) return {};
  const { reference, hypervolume } = summary;
  return {
    goals: goalsOf(report.metric).map(({ name, goal }) => ({ name, goal })),
    picked: ruleOf(report),
    front: pareto.members.map(({ result: { id, params, budget, metrics } }) => ({
      id,
      params,
      ...defined({ budget }),
      metrics,
    })),
    reference,
    hypervolume,
  };
}

/** The metrics of the baselines that have completed, by their names; absent if the sweep has none. */
function baselinesOf(report: SweepReport): JsonObject | undefined {
  if (report.baselines === undefined) return undefined;
  const completed = configurationsOf(report).filter(({ result }) => result.outcome.kind === 'completed');
  const known = completed.flatMap((entry) =>
    baselineNamesOf(entry).map((name) => [name, { id: entry.result.id, metrics: entry.result.metrics }] as const),
  );
  return Object.fromEntries(known);
}
