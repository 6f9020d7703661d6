import type { ReportData } from './reportData.js';

/** The data with the mean of each configuration at its first replicate, and nothing at the others; the same without replicates. */
export function withMeans(data: ReportData): ReportData {
  const { configurations, metrics } = data;
  if (configurations === undefined) return data;
  return { ...data, metrics: metrics.map((one, place) => ({ ...one, values: configurations.means[place] ?? [] })) };
}

/** True if a trial has a row of its own: with replicates, the first of each configuration. */
export const hasRow = ({ configurations }: ReportData, index: number): boolean =>
  configurations === undefined || configurations.first[index] === index;
