import type { Json } from '@nx-tune/search';

import { escapeControl } from './escapeControl.js';
import { formatNumber } from './formatNumber.js';

/** Formats a param for a table: short and on one line. */
export function formatValue(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return formatNumber(value);
  return escapeControl(typeof value === 'string' ? value : JSON.stringify(value));
}
