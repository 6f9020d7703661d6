import { defined } from '@nx-tune/search';

import { sweepTitle } from '../text/sweepTitle.js';
import { baselineNamesOf } from './baselineNotes.js';
import { checkedOf } from './checkedOf.js';
import { configurationColumns } from './configurationColumns.js';
import { curvesOf } from './curves.js';
import { frontColumns } from './frontColumns.js';
import { paramColumns, varies } from './paramColumns.js';
import { bestTrial, rankEach, rankTrials } from './rankTrials.js';
import { metricColumns } from './metricColumns.js';
import { modelOf } from './modelOf.js';
import { outcomeReason } from './outcomeReason.js';
import type { ReportData, TrialColumns } from './reportData.js';
import { rulesOf, violatingOf, violatingReplicatesOf } from './ruleColumns.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';
import { whatMattered } from './whatMattered.js';

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
  const metrics = metricColumns(metric, results);
  const best = bestTrial(report)?.number;
  const timing = timingOf(trials, report);
  const ranked = rankTrials(report);
  const configurations = configurationColumns(report, ranked, trials, metrics);
  const places = new Map(trials.map(({ number }, index) => [number, index]));
  const wholes = new Map(ranked.map((whole) => [places.get(whole.number) ?? 0, whole]));
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
    importance: whatMattered(report).importance,
    curves: curvesOf(report.trials, trials),
    ...defined({
      front: frontColumns(report, wholes),
      rules: rulesOf(metric),
      violating: violatingOf(metric, wholes, metrics),
      violatingReplicates: configurations && violatingReplicatesOf(trials, metrics),
      configurations,
      timing,
      pricePerHour: report.pricePerHour,
      baselines: baselinesOf(report, trials),
      model: modelOf(report, trials, params),
    }),
    ...(configurations === undefined ? {} : { checked: checkedOf(ranked, trials, metric) }),
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
    ...(trials.some(({ baseline }) => baseline !== undefined)
      ? { baseline: trials.map(({ baseline = '' }) => baseline) }
      : {}),
    reasons: Object.fromEntries(reasons.filter(([, why]) => why !== '')),
  };
}

/** With rungs, a baseline is the trial that the configuration ended with. */
function baselinesOf({ baselines }: SweepReport, trials: readonly TrialEntry[]): ReportData['baselines'] {
  return baselines?.map(({ name }) => {
    const index = trials.findIndex((trial) => baselineNamesOf(trial).includes(name));
    return { name, index: index < 0 ? null : index };
  });
}

function timingOf(trials: readonly TrialEntry[], { trials: all }: SweepReport): ReportData['timing'] {
  if (trials.every(({ run }) => run === undefined)) return undefined;
  const byId = new Map(all.map((trial) => [trial.result.id, trial]));
  return trials.map((trial) => {
    if (trial.run === undefined) return null;
    const { startedAt, durationMs, cpuMs, peakMemoryBytes } = trial.run;
    return {
      startedAt,
      durationMs: Math.round(durationMs),
      ...defined({ cpuMs, peakMemoryBytes, wholeMs: wholeMs(trial, byId) }),
    };
  });
}

/** Returns the time of a trial with those that it continues; undefined if it continues none, or if the time of one is unknown. */
function wholeMs({ result, run }: TrialEntry, byId: ReadonlyMap<string, TrialEntry>): number | undefined {
  let total = run?.durationMs ?? NaN;
  for (let id = result.continues; id !== undefined; id = byId.get(id)?.result.continues)
    total += byId.get(id)?.run?.durationMs ?? NaN;
  return result.continues === undefined || Number.isNaN(total) ? undefined : Math.round(total);
}
