import { canonicalJson, type Json } from '@nx-tune/search';

import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';

/** Maps values to [0, 1] along an axis. */
export interface Scale {
  readonly kind: 'linear' | 'log' | 'categorical';
  at(value: Json | undefined): number | undefined;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Numbers get a linear axis, or a logarithmic one if they are positive and span `logFrom`; anything else is a category. */
export function createScale(values: readonly (Json | undefined)[], logFrom = 100): Scale {
  const present = values.filter((value) => value !== undefined);
  const numbers = present.filter((value) => typeof value === 'number');
  if (numbers.length < present.length || numbers.length === 0) return categories(present);
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  // In halves, as below: of the smallest numbers two may differ and their halves not.
  if (low / 2 === high / 2) return categories(present);
  return low > 0 && high / low >= logFrom ? logarithmic(low, high) : linear(low, high);
}

function linear(low: number, high: number): Scale {
  // In halves, so that the difference of two huge numbers is none that overflows.
  const at = (value: number): number => (value / 2 - low / 2) / (high / 2 - low / 2);
  return {
    kind: 'linear',
    at: (value) => (typeof value === 'number' ? at(value) : undefined),
    ticks: roundNumbers(low, high).map((value) => ({ at: at(value), label: formatNumber(value) })),
  };
}

/** Three to six multiples of 1, 2 or 5 times a power of ten. */
function roundNumbers(low: number, high: number): number[] {
  const rough = high / 4 - low / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, Math.min(12, last - first + 1)) || 0 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return ticks.filter((value) => value >= low && value <= high);
}

function logarithmic(low: number, high: number): Scale {
  const at = (value: number): number => (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.ceil((last - first + 1) / 6);
  const exponents = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).filter(
    (_, index) => index % every === 0,
  );
  return {
    kind: 'log',
    at: (value) => (typeof value === 'number' && value > 0 ? at(value) : undefined),
    ticks: exponents
      .map((exponent) => ({ at: at(10 ** exponent), label: formatNumber(10 ** exponent) }))
      .filter((tick) => Number.isFinite(tick.at)),
  };
}

/** Each category in the middle of its band: numbers by size, then texts in the order in which they came. */
function categories(values: readonly Json[]): Scale {
  const unique = [...new Map(values.map((value) => [canonicalJson(value), value])).entries()].toSorted(([, a], [, b]) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : 0,
  );
  const index = new Map(unique.map(([key], position) => [key, (position + 0.5) / unique.length]));
  const every = Math.ceil(unique.length / 8);
  return {
    kind: 'categorical',
    at: (value) => (value === undefined ? undefined : index.get(canonicalJson(value))),
    ticks: unique
      .filter((_, position) => position % every === 0)
      .map(([key, value]) => ({ at: index.get(key) ?? 0, label: formatValue(value) })),
  };
}
