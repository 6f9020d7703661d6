import { lossValue } from '@nx-tune/sweep';

import { adviceOf } from './adviceOf.js';
import { baselineNamesOf } from './baselineNotes.js';
import { importanceOf } from './importanceOf.js';
import { metricColumns } from './metricColumns.js';
import { paramColumns, varies } from './paramColumns.js';
import type { ImportanceData } from './reportData.js';
import type { SweepReport } from './sweepReport.js';
import { rankTrials } from './rankTrials.js';

/** The parameters that mattered, and what follows from that for the search space. */
export interface WhatMattered {
  readonly importance: ImportanceData | null;
  readonly advice: readonly string[];
}

const known = new WeakMap<SweepReport, WhatMattered>();

/** Finds out what mattered in a sweep; once for each report, since it takes as long as everything else in it. */
export function whatMattered(report: SweepReport): WhatMattered {
  const found = known.get(report) ?? examine(report);
  known.set(report, found);
  return found;
}

/**
 * Each configuration counts once, with the metric by which it is ranked: its evaluations depend on one another, so more of them
 * are not more evidence. Baselines outside of the search space say nothing about it. Nobody searches for a budget, so no advice
 * is about it.
 */
function examine(report: SweepReport): WhatMattered {
  const { metric, parameters } = report;
  const outside = new Set(report.baselines?.flatMap(({ name, isInside }) => (isInside ? [] : [name])));
  const results = rankTrials(report)
    .filter((trial) => !baselineNamesOf(trial).some((name) => outside.has(name)))
    .toSorted((a, b) => a.number - b.number)
    .map(({ result }) => result);
  const budgets = new Set(results.flatMap(({ budget = {} }) => Object.keys(budget)));
  const params = paramColumns(parameters, results, report).filter(varies);
  const values = metricColumns(metric, results)[0]?.values ?? [];
  const importance = importanceOf(params, values, metric.goal);
  const losses = values.map((value) => (value === null ? null : lossValue(value, metric.goal)));
  // What makes no difference to one goal may decide another.
  const advice = metric.goals === undefined ? adviceOf(params, losses, importance, budgets) : [];
  return { importance, advice };
}
