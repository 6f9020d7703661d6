import { canonicalJson, type Json } from '@nx-tune/search';

import { paramsAndBudget } from './paramsAndBudget.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** A parameter of a sweep, with its value in each trial. */
export interface ParamColumn {
  readonly label: string;
  /** By trial number; undefined for trials that do not have the parameter. */
  readonly values: ReadonlyMap<number, Json | undefined>;
}

/** Splits the parameters into those that differ between trials and those that do not. */
export function splitColumns({ parameters, trials }: Pick<SweepReport, 'parameters' | 'trials'>): {
  readonly varying: readonly ParamColumn[];
  readonly constant: readonly ParamColumn[];
} {
  const flat = trials.map(({ number, result }) => [number, new Map(paramsAndBudget(result))] as const);
  const columns = parameters.map((label) => ({
    label,
    values: new Map(flat.map(([number, params]) => [number, params.get(label)])),
  }));
  const isVarying = ({ values }: ParamColumn): boolean =>
    new Set([...values.values()].map((value) => (value === undefined ? '' : canonicalJson(value)))).size > 1;
  return { varying: columns.filter(isVarying), constant: columns.filter((column) => !isVarying(column)) };
}

export const valueOf = (column: ParamColumn, trial: TrialEntry): Json | undefined => column.values.get(trial.number);
