import type { ReportData } from '../../src/data/reportData.js';
import { withMeans } from '../../src/data/withMeans.js';
import { oncePer } from './oncePer.js';

/** The groups of trials where there are several goals, or rules for results. Replicates have the marks of their configuration. */
export interface Marks {
  readonly isOnFront: (index: number) => boolean;
  /** The rules that a trial violates; undefined if it violates none. */
  readonly violates: (index: number) => readonly string[] | undefined;
}

export function marksOf({ front, violating = {}, configurations }: ReportData): Marks {
  const members = new Set(front?.members);
  const firstOf = (index: number): number => configurations?.first[index] ?? index;
  return {
    isOnFront: (index) => members.has(firstOf(index)),
    violates: (index) => violating[firstOf(index)]?.rules,
  };
}

/** The sweep's goals, which are its first metrics. */
export const goalsIn = ({ metric }: Pick<ReportData, 'metric'>): NonNullable<ReportData['metric']['goals']> =>
  metric.goals ?? [metric];

/** The data with the means of configurations, and the values of those that violate rules, which are otherwise no results. */
export const withViolating = oncePer((each: ReportData): ReportData => {
  const data = withMeans(each);
  return filled(data, (index, place) => data.violating?.[index]?.values[place]);
});

/** Returns the data with the violations of trials: each replicate has its own value, also where it violates a rule by itself. */
export const trialsWithViolating = oncePer((data: ReportData): ReportData =>
  data.configurations === undefined
    ? withViolating(data)
    : filled(data, (index, place) => data.violatingReplicates?.[index]?.[place]),
);

function filled(data: ReportData, violating: (index: number, place: number) => number | null | undefined): ReportData {
  return {
    ...data,
    metrics: data.metrics.map(({ name, values }, place) => ({
      name,
      values: values.map((value, index) => value ?? violating(index, place) ?? null),
    })),
  };
}
