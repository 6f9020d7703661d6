import type { ReportData } from '../../src/data/reportData.js';
import { isShown, type View } from './chart.js';

/** The trials that a chart draws if there are too many. */
export interface Thinned {
  has(index: number): boolean;
  /** States how many are drawn; undefined if all are. */
  readonly note?: string;
}

/**
 * More marks than a reader can distinguish cost time and show nothing. The best trials are drawn, the selected ones, and an
 * even share of the others, with those that match the filter first.
 */
export function thin(data: ReportData, view: View, most: number): Thinned {
  const values = data.metrics[0]?.values ?? [];
  const completed = values.flatMap((value, index) => (value === null ? [] : [index]));
  if (completed.length <= most) return { has: () => true };
  const chosen = new Set(view.selected);
  const isBest = (index: number): boolean => (data.trials.rank[index] ?? Infinity) <= most / 4;
  const [through, out] = [
    completed.filter((index) => isShown(view, index)),
    completed.filter((index) => !isShown(view, index)),
  ];
  for (const index of through) if (isBest(index) && chosen.size < most) chosen.add(index);
  for (const index of evenly(through, most - chosen.size)) chosen.add(index);
  for (const index of evenly(out, most - chosen.size)) chosen.add(index);
  return { has: (index) => chosen.has(index), note: `${chosen.size} of ${completed.length} trials are drawn.` };
}

/** The note alone, for spreading into a chart. */
export const noteOf = ({ note }: Thinned): Pick<Thinned, 'note'> => (note === undefined ? {} : { note });

function evenly(indices: readonly number[], most: number): readonly number[] {
  if (indices.length <= most) return indices;
  const every = indices.length / Math.max(0, most);
  return indices.filter((_, place) => Math.floor(place / every) !== Math.floor((place - 1) / every));
}
