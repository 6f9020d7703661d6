import { defined } from '@nx-tune/search';

import { sweepTitle } from '../text/sweepTitle.js';
import { checkedOf } from './checkedOf.js';
import { configurationColumns } from './configurationColumns.js';
import { curvesOf } from './curves.js';
import { importanceOf } from './importanceOf.js';
import { paramColumns, varies } from './paramColumns.js';
import { bestTrial, rankEach, rankTrials } from './rankTrials.js';
import { metricColumns } from './metricColumns.js';
import { modelOf } from './modelOf.js';
import { outcomeReason } from './outcomeReason.js';
import type { ReportData, TrialColumns } from './reportData.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/**
 * Collects what the page and the figures show of a sweep. Of trials that continue one another, only the last counts. Each replicate
 * is a trial, which has the rank of its configuration.
 */
export function createReportData(report: SweepReport): ReportData {
  const { project, sweep, file, method, metric } = report;
  const trials = rankEach(report).toSorted((a, b) => a.number - b.number);
  const results = trials.map(({ result }) => result);
  const columns = paramColumns(report.parameters, results, report);
  const params = columns.filter(varies);
  const metrics = metricColumns(metric.name, results);
  const best = bestTrial(report)?.number;
  const timing = timingOf(trials);
  const configurations = configurationColumns(report, rankTrials(report), trials, metrics);
  return {
    title: sweepTitle(report),
    project,
    sweep,
    file,
    method,
    metric,
    trials: trialColumns(trials),
    params,
    constants: columns.filter((column) => !varies(column)),
    metrics,
    best: best === undefined ? null : trials.findIndex(({ number }) => number === best),
    importance: importanceOf(params, metrics[0]?.values ?? [], metric.goal),
    curves: curvesOf(report.trials, trials),
    ...defined({ configurations, timing, model: modelOf(report, trials, params) }),
    ...(configurations === undefined ? {} : { checked: checkedOf(rankTrials(report), trials, metric) }),
  };
}

function trialColumns(trials: readonly (TrialEntry & { readonly rank: number })[]): TrialColumns {
  const reasons = trials.map(({ result }, index) => [String(index), outcomeReason(result.outcome)] as const);
  return {
    number: trials.map(({ number }) => number),
    id: trials.map(({ result }) => result.id),
    rank: trials.map(({ rank }) => rank),
    outcome: trials.map(({ result }) => result.outcome.kind),
    seed: trials.map(({ result }) => result.seed),
    reasons: Object.fromEntries(reasons.filter(([, why]) => why !== '')),
  };
}

function timingOf(trials: readonly TrialEntry[]): ReportData['timing'] {
  if (trials.every(({ run }) => run === undefined)) return undefined;
  return trials.map(({ run }) =>
    run === undefined ? null : { startedAt: run.startedAt, durationMs: Math.round(run.durationMs) },
  );
}
