import { meanOf } from '../statistics/meanOf.js';

/** A parameter's value in each trial: a number, the index of a category, or null if the trial does not have it. */
export interface ImportanceAxis {
  readonly scale: 'linear' | 'log' | 'category';
  readonly values: readonly (number | null)[];
}

/** Places of the values on [0, 1]; trials without the parameter have a part of it to themselves, as wide as their share. */
export function toUnit({ scale, values }: ImportanceAxis, metric: readonly number[]): readonly number[] {
  const present = values.filter((value) => value !== null);
  const missing = 1 - present.length / values.length;
  const place = scale === 'category' ? categoryPlace(values, metric) : numberPlace(scale, present);
  return values.map((value) => (value === null ? missing / 2 : missing + (1 - missing) * place(value)));
}

function numberPlace(scale: 'linear' | 'log', present: readonly number[]): (value: number) => number {
  const along = scale === 'log' ? Math.log : (value: number): number => value;
  const low = along(present.reduce((least, value) => Math.min(least, value), Infinity));
  const high = along(present.reduce((most, value) => Math.max(most, value), -Infinity));
  // Halved, so that the difference of two huge numbers does not overflow.
  return (value) => (high > low ? (along(value) / 2 - low / 2) / (high / 2 - low / 2) : 0.5);
}

function categoryPlace(values: readonly (number | null)[], metric: readonly number[]): (value: number) => number {
  const byCategory = new Map<number, number[]>();
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const known = byCategory.get(value) ?? [];
    known.push(metric[index] ?? 0);
    byCategory.set(value, known);
  }
  const order = [...byCategory]
    .map(([category, known]) => ({ category, mean: meanOf(known) }))
    .toSorted((a, b) => a.mean - b.mean || a.category - b.category);
  const places = new Map(order.map(({ category }, place) => [category, (place + 0.5) / order.length]));
  return (value) => places.get(value) ?? 0.5;
}
