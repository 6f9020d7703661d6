import { formatNumber } from './formatNumber.js';

/** Formats a number to the place of the second digit of its uncertainty: 0.024967 ± 0.0031 as `0.0250`, without zeros at its end. */
export function formatWithin(value: number, error: number): string {
  if (!(error > 0) || !Number.isFinite(error)) return formatNumber(value);
  const place = Math.floor(Math.log10(error)) - 1;
  const rounded =
    place < 0 ? Number(value.toFixed(Math.min(100, -place))) : Math.round(value / 10 ** place) * 10 ** place;
  return formatNumber(rounded === 0 ? 0 : rounded);
}
