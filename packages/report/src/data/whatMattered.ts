import { lossValue } from '@nx-tune/sweep';

import { adviceOf } from './adviceOf.js';
import { importanceOf } from './importanceOf.js';
import { metricColumns } from './metricColumns.js';
import { paramColumns, varies } from './paramColumns.js';
import type { ImportanceData } from './reportData.js';
import type { SweepReport } from './sweepReport.js';
import { rankEach } from './rankTrials.js';

/** Which parameters mattered, and what follows from that for the search space. */
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

function examine(report: SweepReport): WhatMattered {
  const { metric, parameters } = report;
  const results = rankEach(report)
    .toSorted((a, b) => a.number - b.number)
    .map(({ result }) => result);
  const params = paramColumns(parameters, results, report).filter(varies);
  const values = metricColumns(metric.name, results)[0]?.values ?? [];
  const importance = importanceOf(params, values, metric.goal);
  const losses = values.map((value) => (value === null ? null : lossValue(value, metric.goal)));
  return { importance, advice: adviceOf(params, losses, importance) };
}
