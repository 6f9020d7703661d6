import type { ParamData } from './reportData.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatValue } from '../text/formatValue.js';

/** The texts of a parameter's categories. */
export const categoriesOf = ({ categories = [] }: ParamData): string[] =>
  categories.map((value) => formatValue(value as never));

/** A parameter's value as text; empty where a trial does not have it. */
export function textOf(param: ParamData, index: number): string {
  const value = param.values[index] ?? null;
  if (value === null) return '';
  return param.scale === 'category' ? formatValue(param.categories?.[value] as never) : formatNumber(value);
}
