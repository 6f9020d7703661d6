import { formatWithin } from './formatWithin.js';

/** An error that is a smaller part of a value comes from rounding: luck may change all values by the same. */
const rounding = 1e-9;

/** Formats a difference with its standard error, if it has one: `0.091 ± 0.0074`. */
export function formatGain(gain: number, error: number): string {
  const amount = formatWithin(gain, error);
  return error > Math.abs(gain) * rounding ? `${amount} ± ${formatWithin(error, error)}` : amount;
}
