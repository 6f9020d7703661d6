import { canonicalJson, flattenParams, type Json } from '@nx-tune/search';

import type { SweepReport, TrialEntry } from './sweepReport.js';

/** A parameter of a sweep with its value in each trial. */
export interface Column {
  readonly label: string;
  /** By trial number; undefined where a trial does not have the parameter. */
  readonly values: ReadonlyMap<number, Json | undefined>;
}

/** The parameters that differ between trials, and those that do not. */
export function splitColumns({ parameters, trials }: Pick<SweepReport, 'parameters' | 'trials'>): {
  readonly varying: readonly Column[];
  readonly constant: readonly Column[];
} {
  const flat = trials.map(({ number, result: { params, budget = {} } }) => {
    const values: (readonly [string, Json])[] = [...flattenParams(params), ...Object.entries(budget)];
    return [number, new Map(values)] as const;
  });
  const columns = parameters.map((label) => ({
    label,
    values: new Map(flat.map(([number, params]) => [number, params.get(label)])),
  }));
  const isVarying = ({ values }: Column): boolean =>
    new Set([...values.values()].map((value) => (value === undefined ? '' : canonicalJson(value)))).size > 1;
  return { varying: columns.filter(isVarying), constant: columns.filter((column) => !isVarying(column)) };
}

export const valueOf = (column: Column, trial: TrialEntry): Json | undefined => column.values.get(trial.number);
