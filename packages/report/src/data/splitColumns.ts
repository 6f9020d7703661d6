import { isSameJson, type Json } from '@nx-tune/search';

import { paramsAndBudget } from './paramsAndBudget.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** A parameter of a sweep, with its value in each trial. */
export interface ParamColumn {
  readonly label: string;
  /** By trial number; undefined for trials that do not have the parameter. */
  readonly values: ReadonlyMap<number, Json | undefined>;
}

/** Splits the parameters into those that differ between trials and those that do not. */
export function splitColumns(report: Pick<SweepReport, 'parameters' | 'trials'>): SplitColumns {
  const columns = known.get(report) ?? split(report);
  known.set(report, columns);
  return columns;
}

interface SplitColumns {
  readonly varying: readonly ParamColumn[];
  readonly constant: readonly ParamColumn[];
}

/** The terminal and the leaderboard ask for the same. */
const known = new WeakMap<object, SplitColumns>();

function split({ parameters, trials }: Pick<SweepReport, 'parameters' | 'trials'>): SplitColumns {
  const columns = parameters.map((label) => ({ label, values: new Map<number, Json | undefined>() }));
  for (const { number, result } of trials) {
    const params = new Map(paramsAndBudget(result));
    for (const { label, values } of columns) values.set(number, params.get(label));
  }
  const varying = new Set(columns.filter(isVarying));
  return { varying: [...varying], constant: columns.filter((column) => !varying.has(column)) };
}

function isVarying({ values }: ParamColumn): boolean {
  const [first] = values.values();
  for (const value of values.values()) {
    if (value === undefined || first === undefined ? value !== first : !isSameJson(value, first)) return true;
  }
  return false;
}

export const valueOf = (column: ParamColumn, trial: TrialEntry): Json | undefined => column.values.get(trial.number);
