import type { ParamData } from './reportData.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';

/** Formats a parameter's categories. */
export const categoriesOf = ({ categories = [] }: ParamData): string[] =>
  categories.map((value) => formatValue(value as never));

/** Formats a trial's value of a parameter; empty if it has none. */
export function textOf(param: ParamData, index: number): string {
  const value = param.values[index] ?? null;
  if (value === null) return '';
  return param.scale === 'category' ? formatValue(param.categories?.[value] as never) : formatNumber(value);
}
